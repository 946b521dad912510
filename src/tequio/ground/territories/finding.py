"""Finding a territory by typing its name in any language, and saying where it lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tequio.ground.kept import Kept
from tequio.ground.territories.models import Territory
from tequio.ground.territories.recognise import Recogniser, fold
from tequio.kit.finding import Found, rank
from tequio.kit.plain import one_line
from tequio.kit.refusals import Refused

_LEVELS = {level: position for position, level in enumerate(Territory.Level.values)}
_ALIASES = Recogniser()


@dataclass(frozen=True)
class _Known:
    code: str
    level: int
    names: Mapping[str, str]
    folded: tuple[str, ...]
    above: tuple[str, ...]

    def name_in(self, language: str) -> str:
        return str(
            self.names.get(language) or self.names.get("en") or next(iter(self.names.values()), self.code)
        )


def find_territories(asked: str, language: str, most: int = 10) -> list[Found]:
    """Find territories whose name in any language answers what was typed, the best and largest first.

    No query but once a minute; about 5 ms for 5,300 territories.
    """
    wanted = fold(asked)
    if not wanted:
        return []
    known = _all_known()
    by_alias = _ALIASES.country(asked)
    hits = []
    for row in known.values():
        place = 0 if row.code in (by_alias, asked.strip().upper()) else rank(wanted, row.folded)
        if place is not None:
            hits.append((place, row.level, len(row.name_in(language)), row.code))
    return [found(known[code], known, language) for *_, code in sorted(hits)[:most]]


def territories_named(asked: str, language: str) -> list[Found]:
    """Find the territories that bear exactly this name, in any language; the largest first."""
    wanted = fold(asked.split(" · ", maxsplit=1)[0])
    known = _all_known()
    alias = _ALIASES.country(asked)
    rows = [row for row in known.values() if wanted and (wanted in row.folded or row.code == alias)]
    rows.sort(key=lambda row: (row.level, row.code))
    return [found(row, known, language) for row in rows]


@dataclass(frozen=True)
class Meant:
    """Which territory somebody meant: the one found, or what they typed when it means none or several."""

    found: Found | None = None
    typed: str = ""

    def shown(self, language: str) -> dict[str, Any]:
        """What `ui/place.html` shows of it."""
        return {
            "value": self.found.id if self.found else "",
            "text": self.typed or (self.found.label if self.found else ""),
            "hint": self.found.hint if self.found else "",
            "like": find_territories(self.typed, language) if self.typed else (),
        }

    def refusal(self, language: str) -> Refused:
        """Say why what was typed cannot be taken."""
        several = find_territories(self.typed, language, most=1)
        return Refused("territory.unclear" if several else "territory.unknown", text=self.typed)


def territory_meant(post: Mapping[str, str], name: str, language: str) -> Meant:
    """Read what `ui/place.html` posts under a name: what was picked or chosen, else what the words alone mean."""
    text = one_line(post.get(f"{name}-text", ""))
    picked = one_line(post.get(f"{name}-pick", ""))
    chosen = picked or one_line(post.get(name, ""))
    if not text:
        return Meant()
    held = territory_found(chosen, language) if chosen else None
    if held and (picked or held.label == text):
        return Meant(held)
    named = territories_named(text, language)
    return Meant(named[0]) if len(named) == 1 else Meant(typed=text)


def territory_found(code: str, language: str) -> Found | None:
    """Say a territory by its code, as finding it would have; None when there is none."""
    known = _all_known()
    return found(known[code], known, language) if code in known else None


def found(row: _Known, known: Mapping[str, _Known], language: str) -> Found:
    above = next((known[code] for code in row.above if known[code].level >= _LEVELS["country"]), None)
    above = above or next((known[code] for code in row.above), None)
    hint = above.name_in(language) if above and above.level > 0 else ""
    return Found(id=row.code, label=row.name_in(language), hint=hint)


def _read_all() -> Mapping[str, _Known]:
    rows: Sequence[tuple[str, str, dict[str, str], str]] = list(
        Territory.objects.values_list("code", "level", "names", "path")
    )
    return {
        code: _Known(
            code=code,
            level=_LEVELS[level],
            names=names,
            folded=tuple({fold(name) for name in names.values()}),
            above=tuple(reversed([step for step in path.split("/") if step][:-1])),
        )
        for code, level, names, path in rows
    }


# All territories by code, with their names folded: one query a minute.
_all_known = Kept(_read_all)
