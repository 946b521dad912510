"""Search over all records, all languages at once; tantivy is the engine.

For a page:

    from tequio.catalogue.search.answering import search
    from tequio.catalogue.search.index import SearchUnavailable
    from tequio.catalogue.search.query import Query
    from tequio.catalogue.search.highlight import highlight

    answer = search(Query("presupuesto", {"territory": ["019"]}, page=2, language="es"), labels=theme_labels())
    answer.record_ids      20 record ids in order: fetch them in one query, keep the order
    answer.facets          {"theme": [("participatory-budgeting", 12), ...], ...} for the page's own labels
    answer.countries       {"PE": 4} for the map
    answer.themes_found    [("participatory-budgeting", "presupuesto participativo")]: say why
    answer.corrected       [("presupesto", "presupuesto")]: say what was searched instead
    answer.required        "all"; "most" or "any": say that not all words were found
    highlight(summary, answer.terms, text.language)   [("… the ", False), ("budget", True), ...]

Catch `SearchUnavailable` and show a plain list. For typing ahead: `Query(words, typing=True, facets=(), countries=False)`.
"""
