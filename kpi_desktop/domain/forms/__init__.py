"""Forms and what goes back and forth: their content, submissions, letters, names of files."""
