"""Attachments: the files of a record."""
