"""What comes back: collected, validated, returned, shown."""
