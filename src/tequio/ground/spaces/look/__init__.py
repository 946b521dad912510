"""The look of a space: its logo and its accent colour, checked so that everybody can read it."""
