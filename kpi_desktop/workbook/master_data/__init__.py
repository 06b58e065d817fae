"""The master data workbook (指標マスタ), in and out."""
