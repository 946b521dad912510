"""What names, parts, money, ballots and counting rules of an edition may be."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from tequio.decide.budgets.rules import MOST_SHARE
from tequio.decide.protocol.fields import RESERVED
from tequio.decide.protocol.freeze import Contest
from tequio.decide.protocol.freezing import COMPLETIONS, MOST_POINTS, STEPPED, UTILITIES, fits_together
from tequio.kit.plain import one_line
from tequio.kit.refusals import Refused

MOST_ZONES, MOST_HEADINGS, MOST_CELLS = 200, 30, 500
LONGEST_NAME, LONGEST_KEY, LONGEST_SLUG, LONGEST_TEXT = 80, 40, 60, 20_000
LEAST_HOLD, MOST_HOLD = 10, 1_000
"""Ballots that always wait to be logged: fewer would tell who voted when."""
SCORES = ("borda", "lexicographic")
Settings = dict[str, Any]
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def tidy(name: str) -> str:
    """A name on one line, composed, without signs that cannot be seen. Refuses one that is too long."""
    kept = unicodedata.normalize("NFC", one_line(name))
    if len(kept) > LONGEST_NAME:
        raise Refused("budget.name_too_long", name=f"{kept[:30]}…", limit=LONGEST_NAME)
    return kept


def check_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names tidied, without the empty ones. Refuses an edition without any."""
    kept = {language: said for language, name in names.items() if (said := tidy(name))}
    if not kept:
        raise Refused("budget.name_missing")
    return kept


def check_slug(slug: str) -> str:
    """Return a word for addresses as it is. Refuses one that is not small letters, digits and hyphens, or names a page."""
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise Refused("budget.bad_slug", slug=slug[:LONGEST_SLUG])
    return slug


def check_words(words: Mapping[str, str]) -> dict[str, str]:
    """Return texts without the empty ones. Refuses one that is too long."""
    kept = {language: said for language, text in words.items() if (said := text.strip())}
    if (longest := max(map(len, kept.values()), default=0)) > LONGEST_TEXT:
        raise Refused("budget.text_too_long", letters=longest, limit=LONGEST_TEXT)
    return kept


def lines_of(text: str, most: int) -> list[str]:
    """Read names that were typed one a line. Refuses more than `most`, before anything is done with them."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > most:
        raise Refused("budget.too_many_parts", count=len(lines), most=most)
    return [tidy(line) for line in lines]


def check_parts(names: Iterable[str], most: int) -> None:
    """Refuse a name that stands twice, whatever its capitals, and more names than `most`."""
    seen: set[str] = set()
    for name in names:
        plain = name.casefold()
        if plain in seen:
            raise Refused("budget.part_twice", name=name)
        seen.add(plain)
    if len(seen) > most:
        raise Refused("budget.too_many_parts", count=len(seen), most=most)


def check_cells(zones: int, headings: int) -> None:
    """Refuse more pairs of zone and heading than one page can share money out to."""
    if (cells := (zones + 1) * max(headings, 1)) > MOST_CELLS:
        raise Refused("budget.too_many_cells", cells=cells, most=MOST_CELLS)


def key_of(name: str, taken: Iterable[str], otherwise: str) -> str:
    """Make a part's key from its name: short, plain, no other part's, and no name that a computer keeps for itself."""
    bare = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", bare.replace("'", " ")).strip("-")[: LONGEST_KEY - 4].strip("-")
    if not plain or RESERVED.fullmatch(plain):
        plain = f"{otherwise}-{plain}".strip("-")
    known, key, number = set(taken), plain, 1
    while key in known:
        number += 1
        key = f"{plain}-{number}"
    return key


def hundredths(text: str) -> int:
    """Read a percentage as typed (`5`, `2.5`, `2,5 %`) in hundredths of a percent. Refuses none, over 100, and finer ones."""
    try:
        share = Decimal(text.replace("%", "").replace(",", ".").strip()) * 100
        whole = int(share)
    except (InvalidOperation, ValueError, OverflowError):
        raise Refused("budget.share_unknown") from None
    if whole != share or not 0 < whole <= MOST_SHARE:
        raise Refused("budget.share_unknown")
    return whole


def equal_parts(amount: int, parts: int, unit: int) -> list[int]:
    """Share an amount out equally, in whole units of the currency; what does not divide goes to the first."""
    whole, rest = divmod(amount, unit)
    each, left = divmod(whole, parts)
    shared = [(each + (place < left)) * unit for place in range(parts)]
    shared[0] += rest
    return shared


def rescaled(amount: int, before: int, after: int) -> int:
    """The same number in a currency of other decimals. Refuses an amount that is finer than the new one allows."""
    scaled, left = divmod(amount * int(10**after), int(10**before))
    if left:
        raise Refused("budget.too_fine_to_change")
    return scaled


def settled(said: Mapping[str, Any], unit: int) -> Settings:
    """Complete how a contest is voted and counted: what means nothing with its ballot and rule says so.

    `unit` is one whole unit of the currency, the usual step by which shares are raised. Refuses what does not fit together.
    """
    kept = dict(said)
    kept["scores"] = _ranking_score(said) if said["format"] == "ranking" else "none"
    if said["format"] != "cumulative":
        kept |= {"points": 0, "each": 0}
    if said["format"] in ("knapsack", "cumulative"):
        kept["least"] = 1
    if said["rule"] == "equal-shares":
        kept["utility"] = said["utility"] if said["utility"] in UTILITIES else "cost"
        kept["step"] = (said["step"] or unit) if said["completion"] in STEPPED else 0
    else:
        kept |= {"utility": "none", "completion": "none", "comparison": "none", "step": 0}
    check_settings(kept)
    return kept


def _ranking_score(said: Mapping[str, Any]) -> str:
    return said["scores"] if said["scores"] in SCORES else "borda"


def check_settings(said: Mapping[str, Any]) -> None:
    """Refuse limits of a ballot that contradict each other, and a rule with options that it does not have.

    The rule is the one that the frozen vote is read by: what passes here will not be refused on the day.
    """
    numbers = [said[name] for name in ("least", "most", "points", "each", "threshold")]
    if any(not 0 <= number <= MOST_POINTS for number in numbers) or said["most"] < 1:
        raise Refused("budget.limits_do_not_fit")
    if said["least"] > said["most"]:
        raise Refused("budget.limits_do_not_fit")
    if said["format"] == "cumulative" and not 1 <= said["each"] <= said["points"]:
        raise Refused("budget.points_do_not_fit")
    names = ("format", "rule", "utility", "completion", "step", "comparison", "scores", "threshold")
    contest = Contest(
        id="any",
        name="any",
        limits={},
        budget=0,
        incompatible_together=bool(said["incompatible_together"]),
        **{name: said[name] for name in names},
    )
    if said["completion"] not in COMPLETIONS or not fits_together(contest):
        raise Refused("budget.rule_does_not_fit")


def groups_of(cells: Sequence[tuple[str, str]], grouping: str, own: Sequence[str]) -> list[tuple[str, ...]]:
    """Say which group each cell (zone, heading) belongs to: cells with the same label are counted together.

    `own` holds a label for each cell where somebody chose; an empty one leaves its cell by itself.
    """
    labels: dict[str, list[tuple[str, ...]]] = {
        "each": list(cells),
        "zone": [("zone", zone) for zone, _heading in cells],
        "heading": [("heading", heading) for _zone, heading in cells],
        "all": [("all",) for _cell in cells],
        "own": [("own", label.casefold()) if label else cell for cell, label in zip(cells, own, strict=True)],
    }
    return labels[grouping]
