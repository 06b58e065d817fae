"""What is published: the printed set, open data, the web page."""
