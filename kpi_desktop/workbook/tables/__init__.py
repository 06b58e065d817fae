"""Plain table sheets that print well."""
