"""Territories: the world, its regions and countries, their subdivisions, municipalities and zones."""
