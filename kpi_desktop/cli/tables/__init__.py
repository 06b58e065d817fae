"""What commands print for people, by the module of the command."""
