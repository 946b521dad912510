"""The source of exactly what runs here, for everybody who uses it: what the licence asks for."""
