"""Forgiving typos: the word of a title or a theme that a reader most likely meant, else what lies near in the texts."""

from collections.abc import Iterable, Iterator

import tantivy

from tequio.catalogue.search.analyzer import LANGUAGES, SURFACE, fold, plain_term, terms

CANDIDATES = 2000
GUESSED = 200


def distance_allowed(word: str) -> int:
    """How many slips are forgiven: none below 4 letters, one from 4, two from 8."""
    return 0 if len(word) < 4 or any(letter.isdigit() for letter in word) else 1 if len(word) < 8 else 2


def nearest(searcher: tantivy.Searcher, word: str, themes: Iterable[str] = ()) -> str:
    """The word of a title or of the themes' names nearest to a word; empty if none is near enough.

    Among equals the most frequent in titles; `themes` are folded.
    """
    typed = fold(word)
    allowed = distance_allowed(typed)
    if not allowed:
        return ""
    best, found = (allowed + 1, 0), ""
    letters = set(typed)
    for start in dict.fromkeys((typed[:2], typed[1::-1], typed[:1])):
        for other, frequency in _candidates(searcher, start, themes):
            # A slip changes the length by one and the set of letters by two at most.
            if abs(len(other) - len(typed)) > allowed or len(letters ^ set(other)) > 2 * allowed:
                continue
            worth = (distance(typed, other, best[0]), -frequency)
            if worth < best and other != typed:
                best, found = worth, other
        if found:
            break
    return found


def _candidates(searcher: tantivy.Searcher, start: str, themes: Iterable[str]) -> Iterator[tuple[str, int]]:
    for term, frequency in searcher.terms_with_prefix("title", f"{SURFACE}:{start}", limit=CANDIDATES):
        yield term[len(SURFACE) + 1 :], frequency
    yield from ((word, 0) for word in themes if word.startswith(start))


def distance(one: str, two: str, limit: int) -> int:
    """Number of letters to insert, delete, replace or swap with a neighbour; `limit + 1` where it is more than `limit`."""
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, other in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def near_records(searcher: tantivy.Searcher, schema: tantivy.Schema, word: str, own: str) -> list[int]:
    """The records whose texts hold something near a word: at most 200, since they are a guess.

    One slip is sought in all languages; two, which cost ten times as much, only where that was not enough, and in the
    reader's own language.
    """
    for slips in range(1, distance_allowed(fold(word)) + 1):
        languages = LANGUAGES if slips == 1 else (own,)
        near = sorted({term for language in languages for term in terms(word, language)})
        queries = [tantivy.Query.fuzzy_term_query(schema, "body", term, slips) for term in near]
        either = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
        if hits := searcher.search(either, GUESSED, count=False).hits:
            found = searcher.fast_field_values("record", [address for _score, address in hits])
            return [int(record) for record in found if record is not None]
    return []


def frequency_in_titles(searcher: tantivy.Searcher, word: str) -> int:
    """In how many records' titles a word stands as written."""
    return int(searcher.doc_freq("title", plain_term(word)))
