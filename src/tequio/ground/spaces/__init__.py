"""Spaces: a network, a forum, a municipality; and the roles that people hold in them."""
