"""Actors of territories: governments, firms, cooperatives, universities, organisations."""
