"""What changed between two texts, word by word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from tequio.kit.words import words

SAME, ADDED, REMOVED = "same", "added", "removed"
# Beyond this many pairs of words two passages are shown whole, one gone and one new: comparing them would take seconds.
MOST_PAIRS = 1_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stands in both, or in one only."""

    change: str
    text: str


def pieces_of(before: str, after: str) -> list[Piece]:
    """Say what changed: without the added pieces it is the text before, without the removed ones the text after.

    Paragraphs that are alike are set aside first; the others are compared by their words (UAX 29).
    """
    if before == after:
        return [Piece(SAME, before)] if before else []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(SAME, "".join(old[first:last])))
        else:
            found += _by_words("".join(old[first:last]), "".join(new[start:end]))
    return list(_joined(found))


def changed(pieces: Iterable[Piece]) -> bool:
    return any(piece.change != SAME for piece in pieces)


def _by_words(before: str, after: str) -> Iterator[Piece]:
    old, new = _split(before), _split(after)
    if len(old) * len(new) > MOST_PAIRS:
        yield from (Piece(REMOVED, before), Piece(ADDED, after))
        return
    matcher = SequenceMatcher(None, [word for word, _ in old], [word for word, _ in new], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            for one, other in zip(old[first:last], new[start:end], strict=True):
                yield from _same_word(one, other)
        else:
            yield Piece(REMOVED, "".join(word + gap for word, gap in old[first:last]))
            yield Piece(ADDED, "".join(word + gap for word, gap in new[start:end]))


def _same_word(old: tuple[str, str], new: tuple[str, str]) -> Iterator[Piece]:
    """A word that stayed, and what follows it: a comma may have become a full stop."""
    yield Piece(SAME, old[0])
    if old[1] == new[1]:
        yield Piece(SAME, old[1])
    else:
        yield from (Piece(REMOVED, old[1]), Piece(ADDED, new[1]))


def _split(text: str) -> list[tuple[str, str]]:
    """Cut a text into (word, what follows it up to the next word); joined again they are the text."""
    starts, place = [0], 0
    for word in words(text):
        place = text.index(word, place)
        starts.append(place)
        place += len(word)
    found = ["", *words(text)]
    ends = [*starts[1:], len(text)]
    return [
        (word, text[start + len(word) : end])
        for word, start, end in zip(found, starts, ends, strict=True)
        if word or end > start
    ]


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours of one change; what is gone stands before what is new."""
    for stays, run in groupby(
        (piece for piece in pieces if piece.text), key=lambda piece: piece.change == SAME
    ):
        kept = list(run)
        for change in (SAME,) if stays else (REMOVED, ADDED):
            if text := "".join(piece.text for piece in kept if piece.change == change):
                yield Piece(change, text)
