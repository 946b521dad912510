"""The index's fields; their version is part of the folder's name, so a change makes a new index beside the old."""

import tantivy

from tequio.catalogue.search.analyzer import ANALYZER, STEMMERS

SCHEMA = 3
FACETS = ("kind", "space", "territory", "theme", "language", "sphere", "maturity", "year")
COUNTRY = "country"
BELOW = "territory_below"
TITLE_ORDERS = tuple(STEMMERS)

SAMPLE = "sample"
SAMPLES = (16, 64)
"""One record in so many stands in each sample, those of a coarse one in the finer ones too."""

# Counting a column with one value a record takes a tenth of the time of one with several. So what a record mostly has
# few combinations of is counted as a set (`en|es`), and a record's own themes have a column each; only the last of
# them may hold several. Territories below the country have a column apart.
SETS = ("space_set", "territory_above", "theme_broader", "language_set", "sphere_set")
BETWEEN = "|"
COLUMNS = {
    "kind": ("kind",),
    "space": ("space_set",),
    "territory": ("territory_above", COUNTRY),
    "theme": ("theme_broader", "theme_0", "theme_1", "theme_2"),
    "language": ("language_set",),
    "sphere": ("sphere_set",),
    "maturity": ("maturity",),
    "year": ("year",),
}


def folder_name() -> str:
    """Name of the folder of indexes that this code can read."""
    return f"v{SCHEMA}-{ANALYZER}"


def build() -> tantivy.Schema:
    """Build the schema: one document per record, and one that only holds the ledger's position."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("record", stored=True, indexed=True, fast=True)
    for name in ("title", "body"):
        # The analyzer hands over its terms separated by spaces.
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    columns = {column for names in COLUMNS.values() for column in names} | {BELOW}
    orders = {title_order(language) for language in TITLE_ORDERS}
    for name in sorted({*FACETS, *columns, *orders}):
        fast = name in columns or name in orders
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=fast)
    builder.add_unsigned_field("published", indexed=True, fast=True)
    builder.add_float_field("lat", indexed=True, fast=True)
    builder.add_float_field("lon", indexed=True, fast=True)
    builder.add_text_field(SAMPLE, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("state", indexed=True)
    builder.add_unsigned_field("position", fast=True)
    return builder.build()


def title_order(language: str) -> str:
    """Name of the field that titles are put in order by for a reader of this language."""
    return f"title_{language if language in TITLE_ORDERS else 'en'}"
