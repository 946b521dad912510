"""How the words of a `.pb` file are read as an edition: keys, names, dates, limits, the stage of a project."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

# Letters of names that Unicode does not take apart.
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"})
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LONGEST, KEY_LONGEST = 60, 40
DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y")
FORMATS = {
    "approval": "approval",
    "choose-1": "approval",
    "ordinal": "ranking",
    "cumulative": "cumulative",
    "scoring": "cumulative",
}
WON, LOST, ON_BALLOT, WITHDRAWN = "won", "lost", "on-ballot", "withdrawn"


@dataclass(frozen=True)
class Named:
    """A zone or a heading: its key and its name as the file has it."""

    key: str
    name: str


def slug(text: str, longest: int = SLUG_LONGEST) -> str:
    """Small letters, digits and hyphens of a text in any script that has them; empty of one that has not."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    words = re.findall(r"[a-z0-9]+", plain)
    made = "-".join(words)
    return made if len(made) <= longest else made[: longest + 1].rsplit("-", 1)[0][:longest]


def edition_slug(meta: Mapping[str, str]) -> str:
    """Name an edition for addresses: place, part and year: `lodz-2022`."""
    part = meta.get("subunit") or meta.get("district") or ""
    instance = meta.get("instance", "")
    words = (meta.get("unit", ""), part, "" if instance in part else instance)
    return slug(" ".join(words)) or "edition"


def edition_name(meta: Mapping[str, str]) -> str:
    """What the file calls itself, with its year."""
    said = " ".join((meta.get("description") or meta.get("unit") or "").split())
    year = meta.get("instance", "")
    return f"{said} {year}".strip() if year not in said else said or year


def keyed(names: Sequence[str], *, otherwise: str) -> list[Named]:
    """Give each name a short key of its own, in the order in which they come; an empty name has none."""
    made: dict[str, Named] = {}
    for name in names:
        if not name or name in made:
            continue
        base = slug(name, KEY_LONGEST - 4) or otherwise
        taken = {one.key for one in made.values()}
        key, number = base, 2
        while key in taken:
            key, number = f"{base}-{number}", number + 1
        made[name] = Named(key, name)
    return list(made.values())


def first_of(cell: str) -> str:
    """The first of several words between commas: a project of several categories stands under the first."""
    return " ".join(cell.split(",", maxsplit=1)[0].split())


def day(text: str) -> datetime | None:
    """The beginning of a day in UTC; None of a mere year and of anything else."""
    for pattern in DAYS:
        try:
            return datetime.strptime(text.strip(), pattern).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def phases(meta: Mapping[str, str]) -> dict[str, datetime]:
    """When voting began and when it ended, as far as the file says the days."""
    begin, end = day(meta.get("date_begin", "")), day(meta.get("date_end", ""))
    if begin is None or end is None or end < begin:
        return {}
    closed = end + timedelta(days=1)
    return {"balloting": begin, "counting": closed, "finished": closed + timedelta(days=1)}


def limits(meta: Mapping[str, str], vote_type: str, projects: int) -> dict[str, str | int | bool]:
    """What a ballot might hold, as fields of a contest; what the file does not say is as wide as it can be."""
    most = max(whole(meta.get("max_length"), projects), 1)
    if vote_type == "choose-1":
        most = 1
    said: dict[str, str | int | bool] = {
        "format": FORMATS[vote_type],
        "least": min(max(whole(meta.get("min_length"), 1), 0), most),
        "most": most,
    }
    if meta.get("max_sum_cost") and vote_type == "approval":
        said["format"] = "knapsack"
    if FORMATS[vote_type] == "cumulative":
        each = max(whole(meta.get("max_points"), 0), 0)
        points = max(whole(meta.get("max_sum_points"), each * projects), 1)
        said |= {"points": points, "each": min(each, points) or points}
    return said


def whole(text: str | None, otherwise: int) -> int:
    """A whole number of a cell; another one where there is none."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def step_of(budget: Fraction, ballots: int) -> int:
    """By how much Add1 raises the shares of a past edition: a power of ten, at most a fiftieth of a share, at least 1.

    One unit, as the rule is mostly described, is a good step of a share of 60 zloty and a needless one of 30,000 forints.
    """
    step = 1
    while ballots and step * 10 <= budget / ballots / 50:
        step *= 10
    return step


def stage_of(*, withdrawn: bool, won: bool | None) -> str:
    """What became of a project; on the ballot where nobody knows who won."""
    if withdrawn:
        return WITHDRAWN
    if won is None:
        return ON_BALLOT
    return WON if won else LOST
