"""Turning a reader's words into the index's queries, from terms and never by a parser."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import tantivy

from tequio.catalogue.search import spelling
from tequio.catalogue.search.analyzer import (
    LANGUAGES,
    SURFACE,
    analyse,
    fold,
    is_stop_word,
    language_of,
    terms,
)
from tequio.catalogue.search.matching import Match, Must, Should, all_of, both, either, one, some_of
from tequio.catalogue.search.themes import Named, ThemeLabels
from tequio.kit.words import words

MOST_WORDS = 12
LONGEST_QUERY = 300
FEW = 2  # records; a word that occurs in no more of them may be a typo of one that is in TIMES as many titles
TIMES = 10
COMPLETIONS = 12
ENDING, SHORTEST = 4, 4
TITLE_BOOST, OWN_LANGUAGE_BOOST, NEAR_BOOST, THEME_SCORE = 2.5, 1.3, 0.3, 0.4
QUOTED = re.compile(r'["“”«»„]([^"“”«»„]+)["“”«»„]')


@dataclass(slots=True)
class Unit:
    """A part of the query that a record must hold: a word, a phrase, or words that name a theme.

    `match` decides, `rank` orders. `title` asks for the same in titles, which is part of the texts; None where no title
    has it. `optional` marks a stop word of some language, which only ranks.
    """

    match: Match
    rank: tantivy.Query
    title: tantivy.Query | None
    optional: bool = False
    plain: bool = False


@dataclass(slots=True)
class Reading:
    """How a query's words were understood."""

    units: list[Unit] = field(default_factory=list)
    terms: set[str] = field(default_factory=set)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    suggested: list[tuple[str, str]] = field(default_factory=list)
    themes_found: list[tuple[str, str]] = field(default_factory=list)


class Reader:
    """Reads one query against one searcher; some ten lookups of document frequency a word."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, language: str) -> None:
        self.searcher, self.schema, self.language = searcher, schema, language_of(language)
        self.reading = Reading()

    def read(self, text: str, labels: ThemeLabels | None, *, typing: bool) -> Reading:
        """Read quoted phrases first, then the themes that the other words name, then the words one by one.

        A word that a theme's name holds is spelt right; another one that no text holds is corrected before themes are
        sought again.
        """
        text = text[:LONGEST_QUERY]
        for phrase in QUOTED.findall(text):
            self._add_phrase(phrase)
        typed = words(QUOTED.sub(" ", text))[:MOST_WORDS]
        # A word is the beginning of one only while nothing follows it.
        beginning = len(typed) - 1 if typing and text[-1:].isalnum() else -1
        inside = _inside(labels, typed)
        right = [
            word if place in inside or place == beginning else self._corrected(word, labels)
            for place, word in enumerate(typed)
        ]
        if right != typed:
            inside = _inside(labels, right)
        for place, word in enumerate(right):
            if place not in inside:
                self._add(self._word(word, beginning=place == beginning))
            elif inside[place].start == place:
                self._add(self._theme(right, inside[place], beginning))
        return self.reading

    def _corrected(self, word: str, labels: ThemeLabels | None) -> str:
        """The word of a title or a theme that was most likely meant by one that no text holds; else the word."""
        named = labels.spelt if labels else set()
        if is_stop_word(word, self.language) or fold(word) in named or self._known(word):
            return word
        better = spelling.nearest(self.searcher, word, named)
        if better:
            self.reading.corrected.append((word, better))
        return better or word

    def _add(self, unit: Unit | None) -> None:
        if unit:
            self.reading.units.append(unit)

    def _word(self, word: str, *, beginning: bool, guess: bool = True) -> Unit | None:
        """A word in every language; one that the reader's own language leaves out says nothing.

        Of a word that no text holds, `guess` looks for what lies near it.
        """
        if not beginning and is_stop_word(word, self.language):
            return None
        found = self._known(word)
        if beginning:
            found += [term for term in self._completions(word) if term not in found]
        near: list[tantivy.Query] = []
        if found and not beginning:
            self._suggest(word, found)
        elif not found and guess:
            near = self._near(word)
        self.reading.terms.update(found)
        optional = any(is_stop_word(word, language) for language in LANGUAGES)
        title = self._title(found)
        rank = self._rank(found, near, title)
        return Unit(self._match(found, near), rank, title, optional and not beginning, plain=not near)

    def _often(self, found: Sequence[str]) -> int:
        return sum(self.searcher.doc_freq("body", term) for term in found)

    def _known(self, word: str) -> list[str]:
        every = dict.fromkeys(term for language in LANGUAGES for term in terms(word, language))
        return [term for term in every if self.searcher.doc_freq("body", term)]

    def _completions(self, word: str) -> list[str]:
        """Terms that begin like the word: stems of texts, and the stems of title words, which are not cut short."""
        begin = fold(word)
        found = [
            term
            for language in LANGUAGES
            for term, _count in self.searcher.terms_with_prefix(
                "body", f"{language}:{begin}", limit=COMPLETIONS
            )
        ]
        for whole, _count in self.searcher.terms_with_prefix(
            "title", f"{SURFACE}:{begin}", limit=COMPLETIONS
        ):
            found += self._known(whole[len(SURFACE) + 1 :])
        return list(dict.fromkeys(found)) or self._stems_inside(begin)

    def _stems_inside(self, begin: str) -> list[str]:
        """Stems that a beginning runs beyond: *educaci* is longer than the stem of *educación*."""
        shorter = [begin[:end] for end in range(len(begin) - 1, max(len(begin) - ENDING, SHORTEST) - 1, -1)]
        every = [f"{language}:{stem}" for stem in shorter for language in LANGUAGES]
        return [term for term in every if self.searcher.doc_freq("body", term)]

    def _near(self, word: str) -> list[tantivy.Query]:
        near = spelling.near_records(self.searcher, self.schema, word, self.language)
        return [tantivy.Query.term_set_query(self.schema, "record", near)] if near else []

    def _suggest(self, word: str, found: Sequence[str]) -> None:
        """A rare word may be right (Mali, not mail), so its likely correction is only offered."""
        often = self._often(found)
        if often > FEW:
            return
        better = spelling.nearest(self.searcher, word)
        if better and spelling.frequency_in_titles(self.searcher, better) >= TIMES * often:
            self.reading.suggested.append((word, better))

    def _match(self, found: Sequence[str], near: Sequence[tantivy.Query]) -> Match:
        terms = [one(self._term("body", term), self.searcher.doc_freq("body", term)) for term in found]
        return either(terms + [one(query, spelling.GUESSED) for query in near])

    def _title(self, found: Sequence[str]) -> tantivy.Query | None:
        titles = [term for term in found if self.searcher.doc_freq("title", term)]
        title = [tantivy.Query.boost_query(self._term("title", term), TITLE_BOOST) for term in titles]
        return tantivy.Query.disjunction_max_query(title) if title else None

    def _rank(
        self, found: Sequence[str], near: Sequence[tantivy.Query], title: tantivy.Query | None
    ) -> tantivy.Query:
        """Best language counts, so that a record with four translations is not four times as good."""
        body = [self._boosted(term, self._term("body", term)) for term in found]
        body += [tantivy.Query.boost_query(query, NEAR_BOOST) for query in near]
        said = tantivy.Query.disjunction_max_query(body)
        return tantivy.Query.boolean_query([(Must, said), (Should, title)]) if title else said

    def _boosted(self, term: str, query: tantivy.Query) -> tantivy.Query:
        own = term.startswith(f"{self.language}:")
        return tantivy.Query.boost_query(query, OWN_LANGUAGE_BOOST) if own else query

    def _term(self, field_name: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self.schema, field_name, term, index_option="freq")

    def _theme(self, typed: Sequence[str], named: Named, beginning: int) -> Unit | None:
        """Records that hold the words, or that carry the theme: thus the other languages' texts are found."""
        places = range(named.start, named.end)
        every = (self._word(typed[place], beginning=place == beginning, guess=False) for place in places)
        inner = [unit for unit in every if unit]
        wanted = [unit for unit in inner if not unit.optional] or inner
        said = " ".join(typed[named.start : named.end])
        self.reading.themes_found += [(code, said) for code in named.codes]
        carried = any_of(self.searcher, self.schema, "theme", named.codes)
        theme = tantivy.Query.const_score_query(carried.asked(), THEME_SCORE)
        ranked = [all_of([unit.rank for unit in wanted]), theme]
        match = either([both([unit.match for unit in wanted]), carried])
        return Unit(match, some_of(ranked), titled(wanted))

    def _add_phrase(self, phrase: str) -> None:
        """Words side by side in a text of one language; stop words between them do not count."""
        found, titles = [], []
        for language in LANGUAGES:
            spelt = analyse(phrase, language)[0].split()[:MOST_WORDS]
            self.reading.terms.update(spelt)
            if rarest := self._rarest("body", spelt):
                found.append(one(self._side_by_side("body", spelt), rarest))
            if self._rarest("title", spelt):
                titles.append(self._side_by_side("title", spelt))
        match = either(found)
        self._add(Unit(match, match.asked(), some_of(titles) if titles else None))

    def _rarest(self, field_name: str, spelt: Sequence[str]) -> int:
        return min((self.searcher.doc_freq(field_name, term) for term in spelt), default=0)

    def _side_by_side(self, field_name: str, spelt: Sequence[str]) -> tantivy.Query:
        if len(spelt) == 1:
            return self._term(field_name, spelt[0])
        return tantivy.Query.phrase_query(self.schema, field_name, list(spelt))


def _inside(labels: ThemeLabels | None, spelt: Sequence[str]) -> dict[int, Named]:
    """By place, the words of a query that name themes."""
    named = labels.find(spelt) if labels else []
    return {place: theme for theme in named for place in range(theme.start, theme.end)}


def titled(units: Sequence[Unit]) -> tantivy.Query | None:
    """Records whose titles hold all of these; None where that is known of none."""
    titles = [unit.title for unit in units if unit.title is not None]
    return all_of(titles) if titles and len(titles) == len(units) else None


def any_of(
    searcher: tantivy.Searcher, schema: tantivy.Schema, field_name: str, values: Sequence[str]
) -> Match:
    """Records that carry any of these values."""
    return either(
        [
            one(
                tantivy.Query.term_query(schema, field_name, value, index_option="basic"),
                searcher.doc_freq(field_name, value),
            )
            for value in values
        ]
    )
