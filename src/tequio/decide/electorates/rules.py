"""Ways onto the roll, what a person is known by there, and why somebody is struck from it."""

import re
import unicodedata
from datetime import date

from tequio.kit.refusals import Refused

CENSUS, OFFICER = WAYS = ("census", "officer")
"""By the census file, or by an officer who knows the person."""
CHANNELS = ("web",)
"""How somebody votes; paper, booths and tablets come later."""
STRUCK = ("not-entitled", "other-channel", "twice")
MOVED = "moved"
"""Why an entry is struck that a move in mid-vote left behind; no officer chooses it."""
CENSUS_COLUMNS = ("number", "birth", "name")
"""What a line of a census may be known by; at least the number."""
BONDS = ("lives", "works", "studies", "belongs")
"""What ties somebody to a zone."""
KNOWN_BY = ("papers", "known", "witness", "letter")
"""How an officer knows of the tie: seen on paper, known in person, by a witness, by a letter of an employer or a school."""
OLDEST = 25
"""No edition may ask for a higher age."""
CODES = "codes"
"""What the work is called that makes codes for a list."""
FEW = 100
"""Entitled people under which a zone's ballots cannot be hidden."""
EARLIEST = 1880
LONGEST_NAME = 200
LONGEST_NUMBER = 60
LONGEST_APPEAL = 2_000

_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})")


def ascii_digits(text: str) -> str:
    """Write every decimal digit as 0 to 9, whatever script it came in."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def tidy_number(text: str) -> str:
    """Bring a census number into one form: no spaces or signs, capitals, without the zeros that spreadsheets drop."""
    signs = ascii_digits(unicodedata.normalize("NFKC", text)).upper()
    kept = "".join(sign for sign in signs if sign.isalnum())
    return (kept.lstrip("0") or "0") if kept.isdecimal() else kept


def tidy_name(text: str) -> str:
    """Bring a name into one form: small letters without accents, words in the order of the alphabet.

    So "BEN ALI, Amina" and "Amina Ben Ali" are the same name.
    """
    signs = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return " ".join(sorted(re.findall(r"\w+", plain.replace("'", "").replace("\u2019", ""))))


def birth_of(text: str) -> date:
    """Read a date of birth: year first, or day first as it is spoken. Refuses anything else, without repeating it."""
    said = ascii_digits(unicodedata.normalize("NFKC", text)).strip()
    year_first, day_first = _DATE.fullmatch(said), _DAY_FIRST.fullmatch(said)
    parts = year_first.groups() if year_first else day_first.groups()[::-1] if day_first else None
    try:
        year, month, day = (int(part) for part in parts or ())
        birth = date(year, month, day)
    except ValueError:
        raise Refused("roll.bad_date") from None
    if birth.year < EARLIEST:
        raise Refused("roll.bad_date")
    return birth


def old_enough(birth: date, day: date, age: int) -> bool:
    """Say whether somebody has reached an age on a day; who was born on 29 February has on 1 March."""
    return (birth.year + age, birth.month, birth.day) <= (day.year, day.month, day.day)


def check_rules(*, age: int, bonds: list[str], by_code: bool, by_officer: bool, asks: list[str]) -> None:
    """Refuse rules that leave out who has no papers, an age out of reach, no tie at all, an unknown question."""
    if not (by_code or by_officer):
        raise Refused("electorate.only_papers")
    if not 0 <= age <= OLDEST:
        raise Refused("electorate.age", most=OLDEST)
    if not bonds or not set(bonds) <= set(BONDS):
        raise Refused("electorate.no_bond")
    if "number" not in asks or not set(asks) <= set(CENSUS_COLUMNS):
        raise Refused("electorate.number_asked")
