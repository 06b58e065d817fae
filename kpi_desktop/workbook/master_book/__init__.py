"""The master workbook (統合マスタ) and the pages of the printed set."""
