"""Cell styles and number formats."""
