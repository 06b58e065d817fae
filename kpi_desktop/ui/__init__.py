"""The launcher: a thin shell over the use cases, and the only room that knows Qt."""
