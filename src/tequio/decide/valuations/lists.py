"""The lists of valuing as their pages show them: what waits and for whom, and the prices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from tequio.catalogue.records.queries import Named, named
from tequio.catalogue.records.rules import text_language
from tequio.decide.budgets.models import Budget
from tequio.decide.proposals.models import Proposal
from tequio.decide.valuations.access import can_assign, valued_by
from tequio.decide.valuations.desk import ANNOUNCE, DECIDE, REOPEN, SAVE
from tequio.decide.valuations.forms import AssignForm, NarrowForm, name_of
from tequio.decide.valuations.models import Valuation
from tequio.decide.valuations.queries import (
    UNDECIDED,
    Missing,
    allocations_of,
    being_valued,
    narrowed,
    valuation_of,
    valuators_of,
    with_valuators,
)
from tequio.decide.valuations.said import spoken
from tequio.decide.valuations.services import assign
from tequio.ground.clock import now
from tequio.ground.figures import figure
from tequio.ground.people.models import Person
from tequio.ground.people.queries import person_by_email
from tequio.ground.refusals import sentence
from tequio.ground.spaces.standing import Standing
from tequio.kit.refusals import Refused

KEPT: dict[str, Promise] = {
    SAVE: _("Kept. Only those who value see it so far."),
    ANNOUNCE: _("Announced. The author was told and has time to reply."),
    DECIDE: _("Decided. Everybody can read it now."),
    REOPEN: _("Opened again. Everybody can read why."),
}
EVERYTHING = "everything"


@dataclass(frozen=True)
class Line:
    """A proposal in the list of what is valued."""

    proposal: Proposal
    name: Named | None
    where: str
    state: str
    state_name: str
    valuators: str


@dataclass(frozen=True)
class PriceLine:
    """A proposal in the list of prices; `over` is the money of its contest where the price is more."""

    proposal: Proposal
    name: Named | None
    where: str
    price: str
    running_costs: str
    over: str


def assigned(number: int) -> str:
    """What the page says when proposals were assigned."""
    said = ngettext("{number} proposal was assigned.", "{number} proposals were assigned.", number)
    return said.format(number=figure(number))


class Listed:
    """What is valued in an edition, narrowed to what a reader asks for and may see."""

    def __init__(self, budget: Budget, standing: Standing, asked: QueryDict) -> None:
        self.budget, self.may_assign = budget, can_assign(standing, budget.space_id)
        self.loads = valuators_of(budget) if self.may_assign else []
        loads = self.loads if self.may_assign else None
        self.narrow = NarrowForm(asked, allocations_of(budget), loads, UNDECIDED)
        self.rows = narrowed(budget, self.narrow.asked()).filter(valued_by(standing))
        self.form = AssignForm(self.loads)

    def assign(self, posted: QueryDict, *, by: Person, site: str) -> int | None:
        """Assign what was ticked, or the whole list; says how many are new to them, None when something is wrong."""
        self.form = AssignForm(self.loads, posted)
        if not self.form.is_valid():
            return None
        rows = self.rows
        if posted.get("which") != EVERYTHING:
            ticked = [
                int(pk)
                for pk in posted.getlist("proposal")
                if pk.isascii() and pk.isdecimal() and len(pk) < 19
            ]
            rows = rows.filter(pk__in=ticked)
        try:
            person = self._person()
            return assign(self.budget, list(rows.values_list("pk", flat=True)), person, by=by, site=site)
        except Refused as refusal:
            self.form.add_error(None, sentence(refusal))
            return None

    def _person(self) -> Person:
        said = self.form.cleaned_data
        if said["address"]:
            return person_by_email(said["address"])
        chosen = (load.person for load in self.loads if str(load.person.pk) == said["valuator"])
        if person := next(chosen, None):
            return person
        raise Refused("valuation.valuator_missing")

    def lines(self, page: Iterable[Proposal]) -> list[Line]:
        """The lines of a page: two queries."""
        rows = list(page)
        language, at, people = get_language() or "en", now(), with_valuators(rows)
        names = named([row.pk for row in rows], text_language(language))
        made = []
        for row in rows:
            state = valuation_of(row).state_at(at)
            valuators = ", ".join(str(person) for person in people.get(row.pk, ()))
            said = str(Valuation.State(state).label)
            made.append(Line(row, names.get(row.pk), name_of(row.allocation), state, said, valuators))
        return made


def listed(budget: Budget, standing: Standing, asked: QueryDict) -> Listed | None:
    """The list for a reader; None for those who neither run the edition nor value in it (one query)."""
    if (
        not can_assign(standing, budget.space_id)
        and not being_valued(budget).filter(valued_by(standing)).exists()
    ):
        return None
    return Listed(budget, standing, asked)


def price_lines(budget: Budget, page: Iterable[Proposal], missing: Missing) -> Sequence[PriceLine]:
    """The lines of a page of prices: one query."""
    rows = list(page)
    names = named([row.pk for row in rows], text_language(get_language() or "en"))
    made = []
    for row in rows:
        money = missing.over.get(row.allocation.contest_id)
        over = spoken(money, budget.currency) if money is not None and (row.price or 0) > money else ""
        price, costs = spoken(row.price, budget.currency), spoken(row.running_costs, budget.currency)
        made.append(PriceLine(row, names.get(row.pk), name_of(row.allocation), price, costs, over))
    return made
