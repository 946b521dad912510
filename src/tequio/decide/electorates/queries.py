"""Reads of the electorate and its roll; none of them lists people."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from tequio.decide.budgets.keys import PEPPER, has_key, read_key
from tequio.decide.budgets.models import Budget, Zone
from tequio.decide.budgets.queries import voting_time
from tequio.decide.electorates.codes import digest_of, read_code
from tequio.decide.electorates.models import Electorate, RollEntry, VotingCode
from tequio.decide.electorates.persons import by_name, by_number, of_census
from tequio.decide.electorates.rules import CENSUS, FEW, OFFICER, birth_of
from tequio.decide.electorates.words import BOND_SAID
from tequio.ground.spaces.models import said_in
from tequio.kit.refusals import Refused


def electorate_of(budget: Budget) -> Electorate:
    """Return who may vote in an edition, as declared; where nothing was declared, the usual rules: one query."""
    return Electorate.objects.filter(budget=budget).first() or Electorate(budget=budget)


def who_may_vote(electorate: Electorate, language: str) -> str:
    """Say in one sentence who may vote: the officer's own words, else the usual sentence made of the rules."""
    return said_in(electorate.words, language, "en") or usual_words(electorate)


def words_in_all(electorate: Electorate) -> dict[str, str]:
    """The rules in words as the vote fixes them: the officer's own, else the usual sentence in each language of the site."""
    if any(electorate.words.values()):
        return dict(electorate.words)
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[code.partition("-")[0]] = usual_words(electorate)
    return said


def usual_words(electorate: Electorate) -> str:
    """Say the rules in one sentence, in the language of the page."""
    bonds = pgettext("one or the other", " or ").join(str(BOND_SAID[bond]) for bond in electorate.bonds)
    if not electorate.least_age:
        return _("Everybody may vote who {bonds}. No nationality is needed.").format(bonds=bonds)
    said = _(
        "Everybody may vote who is {age} or older on the day voting opens and who {bonds}. No nationality is needed."
    )
    return said.format(age=electorate.least_age, bonds=bonds)


def day_of_vote(budget: Budget) -> date | None:
    """The day on which voting opens where the edition is, by which ages are counted: one query."""
    opens, _closes = voting_time(budget)
    return opens.astimezone(ZoneInfo(budget.time_zone)).date() if opens else None


def entry_by_census(budget: Budget, electorate: Electorate, typed: Mapping[str, str]) -> RollEntry:
    """Return the entry of whoever types their number, and what else is asked: one query, whether there is one or not.

    Refuses a date that cannot be read, and a person who is not on the roll, in the same words and the same time whatever
    was wrong.
    """
    asks = electorate.asks
    birth = birth_of(typed.get("birth", "")) if "birth" in asks else None
    hashed = of_census(
        read_key(budget.pk, PEPPER), asks, typed.get("number", ""), birth=birth, name=typed.get("name", "")
    )
    found = RollEntry.objects.filter(budget=budget, person_key=hashed.person_key).first()
    proof = bytes(found.proof or b"") if found else bytes(32)
    fits = hmac.compare_digest(proof, hashed.proof or b"")
    if found is None or not fits:
        raise Refused("vote.not_on_roll")
    return found


def entry_by_code(budget: Budget, typed: str) -> RollEntry:
    """Return the entry that a code opens: one query. Refuses a slip of the pen apart from a code that opens nothing."""
    digest = digest_of(read_key(budget.pk, PEPPER), read_code(typed))
    found = VotingCode.objects.filter(budget=budget, digest=digest).select_related("entry").first()
    if found is None:
        raise Refused("vote.wrong_code")
    return found.entry


@dataclass(frozen=True)
class ZoneCount:
    """How a zone stands on the roll. `marked` is the nightly count of who voted; `few` warns that ballots cannot be hidden."""

    zone: Zone
    entitled: int
    census: int
    officer: int
    struck: int
    codes: int
    marked: int

    @property
    def name(self) -> str:
        """The zone's name in the language of the page."""
        return self.zone.name_in(get_language() or "en") or self.zone.key

    @property
    def few(self) -> bool:
        return self.entitled < FEW


COUNTED = ("entitled", "census", "officer", "struck", "codes", "marked")


def counts_of(budget: Budget) -> list[ZoneCount]:
    """Count the roll by zone: two queries, whatever its size."""
    stands = Q(struck="")
    rows = (
        RollEntry.objects.filter(budget=budget)
        .values("zone")
        .annotate(
            entitled=Count("pk", filter=stands),
            census=Count("pk", filter=stands & Q(way=CENSUS)),
            officer=Count("pk", filter=stands & Q(way=OFFICER)),
            struck=Count("pk", filter=~stands),
            codes=Count("code"),
            marked=Count("voted_on"),
        )
    )
    by_zone = {row["zone"]: {key: value for key, value in row.items() if key != "zone"} for row in rows}
    nothing = dict.fromkeys(COUNTED, 0)
    return [ZoneCount(zone, **by_zone.get(zone.pk, nothing)) for zone in budget.zones.all()]


def find_entry(budget: Budget, *, number: str = "", name: str = "", birth: date | None = None) -> RollEntry:
    """Return the one entry that is known by a number, or by name and birth: one query. Refuses where there is none.

    Of two people who share name and birth, whom an officer entered without telling them apart is found first.
    """
    if not (number or (name and birth)):
        raise Refused("roll.search_by")
    if not has_key(budget.pk, PEPPER):
        # No roll was laid yet, or it was erased with its pepper, which must not come back.
        raise Refused("roll.nobody")
    pepper = read_key(budget.pk, PEPPER)
    known = Q(person_key=by_number(pepper, number))
    if birth and not number:
        known = Q(person_key=by_name(pepper, name, birth)) | Q(name_key=by_name(pepper, name, birth))
    found = RollEntry.objects.filter(known, budget=budget).select_related("zone").order_by("-way").first()
    if found is None:
        raise Refused("roll.nobody")
    return found
