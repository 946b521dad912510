"""Past editions as they were: brought in from `.pb` files, with their official result beside our recount."""
