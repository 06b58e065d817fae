"""Pages of the window and what stands on them."""
