"""Django's PostgreSQL backend, which does not ask before each request whether its connection still lives."""
