"""What is kept of a person on the roll: keyed hashes, from which nobody without the pepper reads anything back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tequio.decide.electorates.rules import CENSUS, OFFICER, tidy_name, tidy_number
from tequio.decide.protocol.keys import person_key


@dataclass(frozen=True)
class Hashed:
    """A person: the key that is unique in the roll, what a census voter proves, and the key of name and birth."""

    way: str
    person_key: bytes
    proof: bytes | None = None
    name_key: bytes | None = None


def by_number(pepper: bytes, number: str) -> bytes:
    """Return the key of a census number."""
    return person_key(pepper, CENSUS, tidy_number(number))


def by_name(pepper: bytes, name: str, birth: date, more: str = "") -> bytes:
    """Return the key of a name and a date of birth; `more` tells apart two people who share both."""
    said = [tidy_name(name), birth.isoformat(), tidy_name(more)]
    return person_key(pepper, OFFICER, "\n".join(said))


def of_census(
    pepper: bytes, asks: Collection[str], number: str, *, birth: date | None, name: str = ""
) -> Hashed:
    """Hash a line of a census, or what a voter typed; `asks` says what belongs to the proof."""
    parts = [tidy_number(number)]
    if "birth" in asks:
        parts.append(birth.isoformat() if birth else "")
    if "name" in asks:
        parts.append(tidy_name(name))
    proof = person_key(pepper, "proof", "\n".join(parts)) if len(parts) > 1 else None
    known = by_name(pepper, name, birth) if name and birth else None
    return Hashed(CENSUS, by_number(pepper, number), proof, known)


def of_officer(pepper: bytes, name: str, birth: date, more: str = "") -> Hashed:
    """Hash somebody whom an officer knows; the same facts always give the same key, whoever types them."""
    return Hashed(OFFICER, by_name(pepper, name, birth, more), name_key=by_name(pepper, name, birth))
