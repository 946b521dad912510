"""Records that may be the same, or of one series."""
