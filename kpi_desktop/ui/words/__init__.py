"""Every word that the window shows."""
