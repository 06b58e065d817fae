"""From a returned workbook to the fields of its forms."""
