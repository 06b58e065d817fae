"""Pieces that every page is made of: widgets, tables, signs, colours, words."""
