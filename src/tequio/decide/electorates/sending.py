"""Codes for many at once: printed as letters or sent by mail, by a list that is read and forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.decide.budgets.keys import PEPPER, make_key
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.services import locked, note
from tequio.decide.electorates.census.reading import columns_of
from tequio.decide.electorates.codes import spelt
from tequio.decide.electorates.letters import INTERFACE, Letter, content
from tequio.decide.electorates.models import RollEntry
from tequio.decide.electorates.persons import by_number
from tequio.decide.electorates.queries import electorate_of
from tequio.decide.electorates.services import check_roll_open, renew
from tequio.ground.notices.mail import send_mail_later
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused
from tequio.kit.tables.reading import read_table

MOST = 300
"""Letters or mails of one list: what a request makes in some seconds."""
TOLD = 20


@dataclass(frozen=True)
class Receiver:
    """Somebody on the roll to whom a code goes: in lines on paper, or to an address."""

    line: int
    number: str
    lines: tuple[str, ...]
    email: str


def read_receivers(name: str, parts: Iterable[bytes], *, mail: bool) -> list[Receiver]:
    """Read a list: a column with the number, for mail one called email; all others are lines of the postal address.

    It lies in a folder of its own for as long as it is read. Refuses what is no table, more than 300, a line without an
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
        raise Refused("letters.bad_address", lines=_first(wrong))
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


def _first(lines: list[int]) -> str:
    return ", ".join(map(str, lines[:TOLD])) + (" …" if len(lines) > TOLD else "")


@transaction.atomic
def make_letters(budget: Budget, receivers: list[Receiver], *, by: Person) -> list[Letter]:
    """Make a new code for each, all or none; earlier ones are void. Refuses numbers that are not on the roll, by line."""
    budget = locked(budget)
    if not electorate_of(budget).by_code:
        raise Refused("electorate.way_off")
    check_roll_open(budget)
    pepper = make_key(budget.pk, PEPPER)
    keys = {one.line: by_number(pepper, one.number) for one in receivers}
    rows = RollEntry.objects.filter(budget=budget, struck="", person_key__in=list(keys.values()))
    entries = {bytes(entry.person_key): entry for entry in rows}
    unknown = [line for line, key in keys.items() if key not in entries]
    if unknown or not receivers:
        raise Refused("letters.unknown", lines=_first(unknown))
    if len(set(keys.values())) < len(keys):
        raise Refused("letters.twice")
    letters = [Letter(renew(entries[keys[one.line]]), one.lines) for one in receivers]
    note("roll.codes_given", budget, by, {"count": len(letters)})
    return letters


@transaction.atomic
def mail_codes(budget: Budget, receivers: list[Receiver], *, by: Person, site: str) -> int:
    """Send each their code by mail, in the language of the space; the addresses live in the outgoing mail alone."""
    letters = make_letters(budget, receivers, by=by)
    tongue = INTERFACE.get(budget.space.language, budget.space.language)
    with override(tongue):
        edition = budget.name_in(tongue) or budget.slug
        door = content(budget, [], site=site)["parts"][0][2]
        subject = _("Your code to vote: {edition}").format(edition=edition)
        for receiver, letter in zip(receivers, letters, strict=True):
            parts = [
                _("Your code: {code}").format(code=spelt(letter.signs)),
                _("Vote here: {door}").format(door=door),
                _(
                    "This code is yours alone. It opens your ballot, as often as you like: your vote may be changed until the close, and counts as you left it."
                ),
            ]
            send_mail_later(to=receiver.email, subject=subject, text="\n\n".join(parts))
    return len(letters)
