"""What arrives: files, folders, archives and mails, opened in isolated processes."""
