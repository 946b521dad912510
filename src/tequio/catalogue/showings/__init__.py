"""Showings: a record belongs to one space and may be shown by others."""
