"""One workspace as the window works with it: reading, doing, remembering."""
