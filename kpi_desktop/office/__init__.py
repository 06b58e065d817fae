"""The office room: Excel and LibreOffice as running programs, through xlwings."""
