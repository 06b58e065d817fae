"""Excel files: package level, template, form writer and reader, master data, master workbook."""
