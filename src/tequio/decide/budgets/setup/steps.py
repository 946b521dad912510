"""The pages on which an edition is set up, in order, and what stands on each in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, to_locale
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.counted import counted_how
from tequio.decide.budgets.models import Budget, Heading, Zone
from tequio.decide.budgets.page import share_words, steps_of
from tequio.decide.budgets.queries import contests_of, envelope
from tequio.decide.budgets.rules import WHOLE
from tequio.decide.budgets.setup.counting import BallotForm, RuleForm
from tequio.decide.budgets.setup.forms import (
    AboutForm,
    DatesForm,
    LawForm,
    MoneyForm,
    NameForm,
    StepForm,
    SupportForm,
    TiesForm,
    VotingForm,
    page_language,
)
from tequio.decide.budgets.setup.queries import allocations_of
from tequio.decide.budgets.setup.sharing import AllocationsForm, GroupsForm, HeadingsForm, ZonesForm
from tequio.decide.budgets.words import GROUPING_NAMES, TIE_MEANINGS, WITHDRAWN_MEANINGS
from tequio.ground.figures import figure
from tequio.kit.money import Money

Said = Callable[[Budget], list[str]]


@dataclass(frozen=True)
class Step:
    """One page: what it asks, and how its answer is said."""

    key: str
    title: Promise
    form: type[StepForm]
    said: Said
    hint: Promise | str = ""
    frozen: bool = False
    """Whether it may be answered after voting has opened."""


def _names(budget: Budget) -> list[str]:
    return [*budget.names.values(), budget.slug]


def _money(budget: Budget) -> list[str]:
    amount = envelope(budget).spoken(to_locale(get_language() or "en")) if budget.amount else ""
    return [line for line in (amount, share_words(budget) if budget.base else "") if line]


def _parts(model: type[Zone] | type[Heading]) -> Said:
    def said(budget: Budget) -> list[str]:
        rows = model._default_manager.filter(budget=budget).exclude(key=WHOLE)
        return [part.name_in(page_language()) for part in rows]

    return said


def _allocations(budget: Budget) -> list[str]:
    locale, language = to_locale(get_language() or "en"), page_language()
    lines = []
    for row in allocations_of(budget):
        names = [part.name_in(language) for part in (row.zone, row.heading) if part]
        where = " · ".join(names) or gettext("The whole territory")
        lines.append(f"{where}: {Money(row.amount, budget.currency).spoken(locale)}")
    return lines


def _groups(budget: Budget) -> list[str]:
    contests = len(contests_of(budget))
    many = ngettext("{n} count in all.", "{n} counts in all.", contests).format(n=contests)
    return [str(GROUPING_NAMES[budget.grouping]), *([many] if contests else [])]


def _counting(budget: Budget) -> list[str]:
    ways = counted_how(contests_of(budget), budget.currency)
    return [f"{', '.join(way.contests)}: {way.rule_name}".removeprefix(": ") for way in ways]


def _ballot(budget: Budget) -> list[str]:
    ways = counted_how(contests_of(budget), budget.currency)
    return [f"{', '.join(way.contests)}: {way.lines[0]}".removeprefix(": ") for way in ways]


def _dates(budget: Budget) -> list[str]:
    return [f"{step.name}: {step.when}" for step in steps_of(budget) if step.when]


def _support(budget: Budget) -> list[str]:
    needed, each = budget.support_threshold, budget.supports_each
    said = ngettext(
        "A proposal goes on with {n} supporter.", "A proposal goes on with {n} supporters.", needed
    )
    lines = [said.format(n=figure(needed)) if needed else str(_("A proposal goes on without supporters."))]
    if each:
        lines.append(
            ngettext(
                "Each person may support {n} proposal.", "Each person may support {n} proposals.", each
            ).format(n=each)
        )
    return lines


def _voting(budget: Budget) -> list[str]:
    where = (
        _("In one's own zone and in one other of one's choice.")
        if budget.other_zones
        else _("In one's own zone.")
    )
    waits = ngettext(
        "{n} ballot always waits to be logged.", "{n} ballots always wait to be logged.", budget.hold
    )
    return [str(where), str(WITHDRAWN_MEANINGS[budget.withdrawn_counts]), waits.format(n=budget.hold)]


STEPS: Mapping[str, Step] = {
    step.key: step
    for step in (
        Step("name", _("What is the edition called?"), NameForm, _names),
        Step("money", _("How much money is it?"), MoneyForm, _money),
        Step(
            "zones",
            _("Which zones does it have?"),
            ZonesForm,
            _parts(Zone),
            _("To take a zone away, empty its name. One for which something was proposed stays."),
        ),
        Step(
            "headings",
            _("What is the money for?"),
            HeadingsForm,
            _parts(Heading),
            _("Headings, for instance public lighting. Their names in other languages are given on this page in that language."),
        ),
        Step("allocations", _("How is the money shared out?"), AllocationsForm, _allocations),
        Step(
            "groups",
            _("What is counted together?"),
            GroupsForm,
            _groups,
            _("What is counted together has one vote and one result, and its money is one."),
        ),
        Step("ballot", _("How do people vote?"), BallotForm, _ballot),
        Step("rule", _("How are votes counted?"), RuleForm, _counting),
        Step("ties", _("What decides between equal votes?"), TiesForm, lambda budget: [
            str(TIE_MEANINGS[budget.ties]).format(seed=budget.tie_seed)
        ]),
        Step(
            "dates",
            _("When does each phase begin?"),
            DatesForm,
            _dates,
            _("A phase without a date is left out. The edition moves on by itself when a date comes; voting is opened and closed on its own page."),
            frozen=True,
        ),
        Step("support", _("How much support does a proposal need?"), SupportForm, _support),
        Step("voting", _("What holds while people vote?"), VotingForm, _voting),
        Step("law", _("What does it rest on?"), LawForm, lambda budget: [budget.legal_basis] if budget.legal_basis else []),
        Step(
            "about",
            _("What do you tell people about it?"),
            AboutForm,
            lambda budget: [text[:200] for text in budget.about.values()],
            frozen=True,
        ),
    )
}  # fmt: skip


def after(key: str) -> str:
    """The step that follows; nothing after the last."""
    keys = list(STEPS)
    return next(iter(keys[keys.index(key) + 1 :]), "")
