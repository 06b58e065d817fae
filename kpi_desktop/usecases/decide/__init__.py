"""What the office decides: acceptance, rulings and their reasons."""
