"""The map of the world: where records are, drawn on the server as a small accessible SVG."""
