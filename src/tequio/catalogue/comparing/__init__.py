"""Two versions of a record beside each other, section by section."""
