"""Editions of a participatory budget: their money, their zones, their phases."""
