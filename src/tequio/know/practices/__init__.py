"""Practices: the bank of what places have learned."""
