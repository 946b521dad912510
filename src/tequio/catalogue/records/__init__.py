"""Records: what everything public shares, and its texts in each language."""
