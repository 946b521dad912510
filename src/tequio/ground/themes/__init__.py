"""Themes: schemes of concepts (SKOS) with their labels in each language."""
