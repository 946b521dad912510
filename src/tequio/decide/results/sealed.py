"""The sealed roll: who voted, and the day; a file among the keys, which the commission may open and nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from tequio.decide.budgets.keys import destroy_key, make_folder, put_whole
from tequio.decide.protocol import canonical

NAME = "sealed-roll.jsonl"


@dataclass(frozen=True, order=True)
class Voter:
    """Somebody who voted, by the keyed hash that the roll knows them by."""

    person_key: bytes
    zone: str
    day: date
    struck: str = ""

    def line(self) -> bytes:
        said = {"day": self.day.isoformat(), "person": self.person_key.hex(), "zone": self.zone}
        return canonical.write({**said, "struck": self.struck} if self.struck else said)


def seal_roll(budget: int, voters: Iterable[Voter]) -> bytes:
    """Write the sealed roll, readable by the site alone, and return its SHA-256. The same voters give the same bytes."""
    body = b"".join(voter.line() + b"\n" for voter in sorted(voters))
    put_whole(make_folder(budget) / NAME, body)
    return sha256(body).digest()


def erase_sealed_roll(budget: int) -> None:
    """Write over the sealed roll and remove it."""
    destroy_key(budget, NAME)
