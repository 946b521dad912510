"""The ways to narrow a list, with how many records each would leave, and what it is narrowed to already."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.utils.translation import gettext as _

from tequio.catalogue.kinds import all_kinds
from tequio.catalogue.lines import facet_lines
from tequio.catalogue.records.reading import name_of
from tequio.catalogue.search.query import Answer
from tequio.catalogue.templates.rules import in_language
from tequio.front.asked import Asked
from tequio.front.queries import spaces
from tequio.ground.territories.queries import places_of
from tequio.ground.themes.queries import all_themes
from tequio.know.actors.models import Actor
from tequio.know.practices.models import Practice

SHOWN = 8
LEVELS = ("region", "country", "subdivision")
Counts = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Value:
    """One value that a list may be narrowed to; its address adds it, or takes it away when it is chosen."""

    name: str
    count: int
    url: str
    chosen: bool
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow: `lines` are its values as HTML, `more` the address that shows all, where not all are shown."""

    key: str
    title: str
    lines: str
    more: str = ""
    open: bool = True


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that the list is narrowed to, and the address without it."""

    name: str
    url: str


class Labels:
    """Names of facet values in one language, looked up at once."""

    def __init__(self, codes: dict[str, list[str]], language: str) -> None:
        self.language = language
        self._places = places_of(codes.get("territory", []))
        self._fixed: dict[str, dict[str, str]] = {
            "theme": {code: theme.label_in(language) for code, theme in all_themes().items()},
            "kind": {kind.key: str(kind.plural) for kind in all_kinds()},
            "sphere": {value: str(label) for value, label in Actor.Sphere.choices},
            "maturity": {value: str(label) for value, label in Practice.Maturity.choices},
            "language": {code: name_of(code) for code in codes.get("language", [])},
            "space": {slug: in_language(space.names, language) or slug for slug, space in spaces().items()},
        }

    def of(self, facet: str, value: str) -> str:
        if facet == "territory":
            return self._places[value].name_in(self.language) if value in self._places else value
        return self._fixed.get(facet, {}).get(value, value)

    def lang_of(self, facet: str, value: str) -> str:
        """The language of a name where it is not the reader's."""
        if facet == "territory" and value in self._places:
            language = self._places[value].language_of_name(self.language)
            return "" if language == self.language else language
        return value if facet == "language" and value != self.language else ""

    def level_of(self, code: str) -> str:
        return self._places[code].level if code in self._places else ""


def facets_of(asked: Asked, answer: Answer, labels: Labels) -> list[Facet]:
    """The facets that make a difference to this list; no query."""
    titles = {
        "theme": _("Theme"),
        "region": _("Region"),
        "country": _("Country"),
        "subdivision": _("State or province"),
        "language": _("Language"),
        "sphere": _("Sphere"),
        "maturity": _("Maturity"),
        "year": _("Since"),
        "kind": _("What it is"),
        "space": _("Space"),
    }
    made = []
    for key, title in titles.items():
        facet = "territory" if key in LEVELS else key
        counts = _counts(asked, answer, labels, key, facet)
        if facet not in asked.fixed and (len(counts) > 1 or asked.chosen.get(facet)) and counts:
            made.append(_facet(asked, labels, (key, facet, title), counts))
    return made


def _counts(asked: Asked, answer: Answer, labels: Labels, key: str, facet: str) -> Counts:
    counts = answer.facets.get(facet, [])
    if facet != "territory":
        return counts
    if key == "subdivision" and not any(
        labels.level_of(code) == "country" for code in asked.chosen.get(facet, ())
    ):
        return []
    return [(code, count) for code, count in counts if labels.level_of(code) == key]


def _facet(asked: Asked, labels: Labels, names: tuple[str, str, str], counts: Counts) -> Facet:
    key, facet, title = names
    chosen = asked.chosen.get(facet, ())
    whole = asked.whole == facet
    shown = counts if whole else [one for at, one in enumerate(counts) if at < SHOWN or one[0] in chosen]
    if facet == "year":
        shown = sorted(shown, key=lambda one: one[0], reverse=True)
    start = asked.start_of(facet)
    kept = _kept(labels, key, chosen) if facet == "territory" else chosen
    values = [
        Value(
            labels.of(facet, value),
            count,
            _toggled(start, facet, kept, value, value in chosen),
            value in chosen,
            labels.lang_of(facet, value),
        )
        for value, count in shown
    ]
    more = replace(asked, page=1, whole=facet).address() if len(shown) < len(counts) else ""
    return Facet(
        key,
        title,
        facet_lines(values),
        more,
        open=bool(chosen) or key in ("theme", "region", "language", "kind"),
    )


def _kept(labels: Labels, level: str, chosen: Sequence[str]) -> Sequence[str]:
    """The chosen places that stay beside a new one: those of its own level, since a country lies in its region."""
    return [code for code in chosen if labels.level_of(code) == level]


def _toggled(start: str, facet: str, kept: Sequence[str], value: str, chosen: bool) -> str:
    values = [one for one in kept if one != value] + ([] if chosen else [value])
    return (start + "&".join(f"{facet}={quote(one)}" for one in values)).rstrip("&")


def chips_of(asked: Asked, labels: Labels) -> list[Chip]:
    """What the list is narrowed to."""
    return [
        Chip(labels.of(facet, value), asked.with_values(facet, tuple(one for one in values if one != value)))
        for facet, values in asked.chosen.items()
        for value in values
    ]
