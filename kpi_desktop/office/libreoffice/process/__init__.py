"""The running program: finding it, starting and ending it, talking to it."""
