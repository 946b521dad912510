"""The index's fields; their version is part of the folder's name, so a change makes a new index beside the old."""

import tantivy

from tequio.catalogue.search.analyzer import ANALYZER, STEMMERS

SCHEMA = 1
FACETS = ("kind", "space", "territory", "theme", "language", "sphere", "maturity", "year")
COUNTRY = "country"
TITLE_ORDERS = tuple(STEMMERS)


def folder_name() -> str:
    """Name of the folder of indexes that this code can read."""
    return f"v{SCHEMA}-{ANALYZER}"


def build() -> tantivy.Schema:
    """Build the schema: one document per record, and one that only holds the ledger's position."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("record", stored=True, indexed=True, fast=True)
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="position")
    for name in (*FACETS, COUNTRY):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for language in TITLE_ORDERS:
        builder.add_text_field(title_order(language), tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("published", indexed=True, fast=True)
    builder.add_float_field("lat", indexed=True, fast=True)
    builder.add_float_field("lon", indexed=True, fast=True)
    builder.add_unsigned_field("state", indexed=True)
    builder.add_unsigned_field("position", fast=True)
    return builder.build()


def title_order(language: str) -> str:
    """Name of the field that titles are put in order by for a reader of this language."""
    return f"title_{language if language in TITLE_ORDERS else 'en'}"
