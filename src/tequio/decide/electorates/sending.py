"""Reading a list of those to whom codes go; the file is forgotten as soon as it is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tequio.decide.budgets.keys import PEPPER, make_key
from tequio.decide.budgets.models import Budget
from tequio.decide.electorates.census.reading import columns_of
from tequio.decide.electorates.models import RollEntry
from tequio.decide.electorates.persons import by_number
from tequio.kit.parts import in_parts
from tequio.kit.refusals import Refused
from tequio.kit.tables.reading import read_table

MOST = 5_000
"""Letters or mails of one list: what a printer takes in one go, and what is checked while somebody waits."""
TOLD, TOGETHER = 20, 500


@dataclass(frozen=True)
class Receiver:
    """Somebody on the roll to whom a code goes: in lines on paper, or to an address."""

    line: int
    number: str
    lines: tuple[str, ...]
    email: str


def read_receivers(name: str, parts: Iterable[bytes], *, mail: bool) -> list[Receiver]:
    """Read a list: a column with the number, for mail one called email; all others are lines of the postal address.

    It lies in a folder of its own for as long as it is read. Refuses what is no table, more than 5,000, a line without an
    address that may be right; refusals name lines, never what stands in them.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(name).suffix.lower()}"
        path.write_bytes(b"".join(parts))
        try:
            table = read_table(path)
        except Refused:
            raise Refused("census.unreadable") from None
        number = columns_of(table.columns).get("number")
        email = next((one for one in table.columns if one.lower() in ("email", "e-mail", "mail")), None)
        if number is None or (mail and email is None):
            raise Refused("census.no_column", column="email" if number else "number")
        if table.total > MOST:
            raise Refused("letters.too_many", count=table.total, most=MOST)
        found = [_receiver(row.line, row.cells, number, email) for row in table.rows()]
    wrong = [one.line for one in found if mail and not _is_address(one.email)]
    if wrong:
        raise Refused("letters.bad_address", lines=first_of(wrong))
    return found


def _receiver(line: int, cells: dict[str, str], number: str, email: str | None) -> Receiver:
    others = [str(value) for column, value in cells.items() if column not in (number, email) and value]
    address = str(cells.get(email, "")) if email else ""
    return Receiver(line, str(cells.get(number, "")), tuple(others), address.strip())


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def first_of(lines: list[int]) -> str:
    return ", ".join(map(str, lines[:TOLD])) + (" …" if len(lines) > TOLD else "")


def check_listed(budget: Budget, receivers: Sequence[Receiver]) -> None:
    """Refuse a list with numbers that are not on the roll, by line, or twice in the list: a query for each 500."""
    found = entries_of(budget, receivers)
    unknown = [one.line for one in receivers if one.line not in found]
    if unknown or not receivers:
        raise Refused("letters.unknown", lines=first_of(unknown))
    if len({entry.pk for entry in found.values()}) < len(found):
        raise Refused("letters.twice")


def entries_of(budget: Budget, receivers: Sequence[Receiver]) -> dict[int, RollEntry]:
    """By line, the entries of those on a list who may vote: a query for each 500."""
    pepper = make_key(budget.pk, PEPPER)
    keys = {one.line: by_number(pepper, one.number) for one in receivers}
    known: dict[bytes, RollEntry] = {}
    for part in in_parts(list(keys.values()), TOGETHER):
        rows = RollEntry.objects.filter(budget=budget, struck="", person_key__in=part)
        known |= {bytes(entry.person_key): entry for entry in rows}
    return {line: known[key] for line, key in keys.items() if key in known}
