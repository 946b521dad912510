"""Importing and exporting: a record's content as a row of a table, exactly, there and back."""
