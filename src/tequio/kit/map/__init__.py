"""Maps drawn on the server as small accessible SVG: the world, and the plan of a town."""
