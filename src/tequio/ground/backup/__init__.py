"""Backups: the database as it stood at one moment, with its files, in one archive that can be checked and put back."""
