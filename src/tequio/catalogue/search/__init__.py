"""Search over all records, all languages at once; tantivy is the engine.

For a page:

    from tequio.catalogue.search.answering import search
    from tequio.catalogue.search.following import theme_labels
    from tequio.catalogue.search.highlight import highlight
    from tequio.catalogue.search.index import SearchUnavailable
    from tequio.catalogue.search.query import Query

    answer = search(Query("presupuesto", {"territory": ["019"]}, page=2, language="es"), labels=theme_labels())
    answer.total           how many were found; it and the counts below may be `About`, to be shown as estimates
    answer.record_ids      20 record ids in order: fetch them in one query, keep the order
    answer.facets          {"theme": [("participatory-budgeting", 12), ...], ...}, most frequent first, codes
    answer.countries       {"PE": 4} for the map
    answer.themes_found    [("participatory-budgeting", "presupuesto participativo")]: say why
    answer.corrected       [("presupesto", "presupuesto")]: say what was searched instead
    answer.suggested       [("mali", "mail")]: "mali" was searched; ask whether the other was meant
    answer.required        "all"; "most" or "any": say that not all words were found
    highlight(summary, answer.terms, text.language)   [("… the ", False), ("budget", True), ...]

Catch `SearchUnavailable` and show a plain list. While one types: `Query(words, typing=True, facets=(), countries=False)`.

The worker follows the ledger by `following.follow_ledger`; `tequio reindex` makes the index anew; a test asks for the
fixture `search_at_once` and calls it after its writes. What a record brings to the index is in `gathering.py`; whoever
changes it, the analyzer or the fields raises `schema.SCHEMA` or `analyzer.ANALYZER`.
"""
