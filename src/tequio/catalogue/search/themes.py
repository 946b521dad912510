"""Finding the themes that a query's words name, in whatever language they are named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tequio.catalogue.search.analyzer import LANGUAGES, fold, language_of, terms
from tequio.kit.words import words

ACRONYM = 3
Stems = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Named:
    """The words from `start` to `end` (excluded) of a query name these themes."""

    start: int
    end: int
    codes: tuple[str, ...]


class ThemeLabels:
    """All labels of all themes, looked up by what their words are to the analyzer.

    Made once from (code, language, label), preferred and alternative labels alike; a label of at most three letters
    counts as an acronym and is found only as it is written (PB, PP, OP). `spelt` are all their words, folded.
    """

    def __init__(self, labels: Iterable[tuple[str, str, str]]) -> None:
        self._table: dict[tuple[str, ...], list[str]] = {}
        self.spelt: set[str] = set()
        for code, language, label in labels:
            spelt = words(label)
            self.spelt.update(fold(word) for word in spelt)
            for key in _keys(spelt, [terms(fold(word), language_of(language)) for word in spelt]):
                codes = self._table.setdefault(key, [])
                if code not in codes:
                    codes.append(code)
        self._longest = max((len(key) for key in self._table), default=0)

    def find(self, asked: Sequence[str]) -> list[Named]:
        """Find the named themes in a query's words: from the left, the longest label first, without overlap."""
        found: list[Named] = []
        stems = {language: [terms(fold(word), language) for word in asked] for language in LANGUAGES}
        start = 0
        while start < len(asked):
            named = self._longest_from(asked, stems, start)
            if named:
                found.append(named)
            start = named.end if named else start + 1
        return found

    def _longest_from(self, asked: Sequence[str], stems: Mapping[str, Stems], start: int) -> Named | None:
        # Stop words are not part of a key, so a span of words may be longer than the longest key.
        for end in range(min(len(asked), start + 2 * self._longest), start, -1):
            codes = dict.fromkeys(
                code
                for language in LANGUAGES
                for key in _keys(asked[start:end], stems[language][start:end])
                for code in self._table.get(key, ())
            )
            if codes:
                return Named(start, end, tuple(codes))
        return None


def _keys(spelt: Sequence[str], stems: Stems) -> list[tuple[str, ...]]:
    """The keys of a label or of a span; a span that begins or ends with a stop word has none."""
    if len(spelt) == 1 and len(spelt[0]) <= ACRONYM:
        return [(f"={spelt[0]}",)] if spelt[0].isupper() else []
    if not stems or not stems[0] or not stems[-1]:
        return []
    return [tuple(stem[0] for stem in stems if stem)]
