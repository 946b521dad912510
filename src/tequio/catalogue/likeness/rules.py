"""When two records are likely the same, and when they are years of one series."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from tequio.catalogue.records.rules import slug_of

SAME, SERIES, OTHER = "same", "series", "other"
ALIKE, NEARLY_EQUAL, SAME_PLACE = 0.6, 0.85, 0.5
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What two records are judged by: their titles in any language, the territory's code, the place in words, the year."""

    titles: Sequence[str]
    territory: str = ""
    place: str = ""
    year: int | None = None


def judged(one: Sketch, other: Sketch) -> str:
    """Say whether two records are likely the `same`, a `series` (alike, but of other years), or `other` things.

    "Participatory budgeting in X" of 2014 and of 2015 are a series; in X and in Y they are two practices.
    """
    likeness = max((title_likeness(mine, its) for mine in one.titles for its in other.titles), default=0.0)
    if likeness < ALIKE or not same_place(one, other):
        return OTHER
    mine, its = _years(one), _years(other)
    if mine and its and mine.isdisjoint(its):
        return SERIES
    return SAME if likeness >= NEARLY_EQUAL or (mine & its) else OTHER


def title_likeness(one: str, other: str) -> float:
    """Compare two titles without their years, accents and letter size, from 0 to 1: the mean of words and of trigrams."""
    mine, its = without_years(one), without_years(other)
    if not (mine and its):
        return 0.0
    return (_dice(mine.split("-"), its.split("-")) + _dice(_trigrams(mine), _trigrams(its))) / 2


def without_years(title: str) -> str:
    """Return a title as words joined by hyphens, folded, without years."""
    return slug_of(_YEAR.sub(" ", title))


def same_place(one: Sketch, other: Sketch) -> bool:
    """Say whether two may be of one place: territories inside each other, and places in words that are alike if both are said."""
    if one.territory and other.territory and not _inside(one.territory, other.territory):
        return False
    mine, its = slug_of(one.place), slug_of(other.place)
    if not (mine and its) or mine in its or its in mine:
        return True
    return _dice(_trigrams(mine), _trigrams(its)) >= SAME_PLACE


def _inside(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _years(sketch: Sketch) -> set[int]:
    """The years in the titles, which tell editions apart; without any the year of the record."""
    named = {int(year) for title in sketch.titles for year in _YEAR.findall(title)}
    return named or ({sketch.year} if sketch.year else set())


def _trigrams(text: str) -> list[str]:
    padded = f"  {text} "
    return [padded[place : place + 3] for place in range(len(padded) - 2)]


def _dice(one: Iterable[str], other: Iterable[str]) -> float:
    mine, its = Counter(one), Counter(other)
    return 2 * (mine & its).total() / (mine.total() + its.total())
