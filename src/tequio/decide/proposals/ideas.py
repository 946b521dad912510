"""An idea as it is written: its questions on one page, what is wrong with it, and what it is like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from tequio.catalogue.likeness.queries import candidates
from tequio.catalogue.likeness.rules import ALIKE, Sketch, title_likeness
from tequio.catalogue.publishing.asking.base import Post, Question, Writing, question_of
from tequio.catalogue.publishing.asking.types import misread
from tequio.catalogue.publishing.forms import Asked, PartSaid, asked, read_part
from tequio.catalogue.publishing.parts import Part
from tequio.catalogue.publishing.progress import Progress
from tequio.catalogue.records.queries import Named, named
from tequio.catalogue.records.rules import SUMMARY_WORDS, text_language
from tequio.catalogue.templates.models import Template
from tequio.decide.budgets.models import Allocation, Budget
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.rules import MERGED, REJECTED, WITHDRAWN, faults_of_idea, names_allocation
from tequio.ground.refusals import sentence
from tequio.kit.money import Money
from tequio.kit.plain import one_line
from tequio.kit.refusals import Refused

PART = "idea"
NEAR = 0.3
"""How alike a title is at least to be shown while one types, from 0 to 1."""
MOST_LIKE = 5


def part_of(template: Template, language: str) -> Part:
    """The questions of an idea: its name, the idea, what the template asks more, and where; no query."""
    more = [
        question_of(one, language) for one in template.questions if one.type != "file" and not one.retired
    ]
    return Part(key=PART, title="", intro="", questions=(*_first(), *more, *_where()))


def _first() -> tuple[Question, ...]:
    return (
        Question(
            key="title",
            type="title",
            label=_("What is your idea called?"),
            hint=_("A few words, for instance: Lamps along the way to school."),
            required=True,
            heading=_("Title"),
        ),
        Question(
            key="summary",
            type="summary",
            label=_("What do you propose?"),
            hint=_("In a few sentences, as you would tell a neighbour."),
            required=True,
            words=SUMMARY_WORDS,
            heading=_("The idea"),
        ),
    )


def _where() -> tuple[Question, ...]:
    return (
        Question(
            key="place",
            type="words",
            label=_("Where exactly?"),
            hint=_("A street, a square, a school. In your own words."),
            heading=_("Place"),
        ),
        Question(
            key="point",
            type="point",
            label=_("Do you know its coordinates?"),
            hint=_("Only if you have them at hand: they put your idea on the map."),
            heading=_("Coordinates"),
        ),
    )


@dataclass(frozen=True)
class Purse:
    """What an idea may be paid from, under the name of its zone: pairs of value and words."""

    name: str
    choices: list[tuple[str, str]]


def purses_of(budget: Budget, interface: str) -> list[Purse]:
    """The allocations of an edition by zone, each with its money: one query."""
    rows = list(Allocation.objects.filter(budget=budget).select_related("zone", "heading"))
    rows.sort(
        key=lambda row: (row.zone.position if row.zone else -1, row.heading.position if row.heading else -1)
    )
    made = []
    for zone, some in groupby(rows, key=lambda row: row.zone):
        name = zone.name_in(interface) if zone else _("The whole territory")
        made.append(Purse(name, [(_value(row), _words(row, budget, name, interface)) for row in some]))
    return made


def _value(allocation: Allocation) -> str:
    zone, heading = allocation.zone, allocation.heading
    return f"{zone.key if zone else ''}/{heading.key if heading else ''}"


def _words(allocation: Allocation, budget: Budget, zone: str, interface: str) -> str:
    heading = allocation.heading.name_in(interface) if allocation.heading else _("Any purpose")
    money = Money(allocation.amount, budget.currency).spoken(to_locale(interface))
    return f"{zone}: {heading} ({money})"


def chosen_in(writing: Writing) -> str:
    """What an idea is to be paid from, as the form has it; empty until it is said."""
    answers = writing.content.answers
    return f"{answers.get('zone', '')}/{answers.get('heading', '')}" if names_allocation(answers) else ""


def read_idea(part: Part, post: Post, writing: Writing, purses: Sequence[Purse], *, desk: bool) -> PartSaid:
    """Read a posted idea; what cannot be read is kept as it was typed. `desk`: whoever writes may do so for somebody."""
    said = read_part(part, post, writing)
    answers: dict[str, Any] = dict(said.change.get("answers", {}))
    asked_for = one_line(post.get("allocation", ""))
    if any(asked_for == value for purse in purses for value, _words in purse.choices):
        answers["zone"], answers["heading"] = asked_for.split("/", maxsplit=1)
        answers["whole"] = asked_for == "/" or ""
    if desk:
        answers["for_somebody"] = post.get("for_somebody") == "1"
    return PartSaid({**said.change, "answers": answers}, said.typed)


def problems_of(part: Part, template: Template, writing: Writing) -> Mapping[str, Refused]:
    """All that keeps an idea from being proposed, by question in the order of the page: no query."""
    found = dict(reversed(list(faults_of_idea(writing.content, template.questions))))
    for question in part.questions:
        if refusal := misread(question, writing):
            found[question.key] = refusal
    order = [question.key for question in part.questions]
    order.insert(2, "allocation")
    return {key: found[key] for key in order if key in found}


def asked_of(part: Part, writing: Writing, problems: Mapping[str, Refused]) -> list[Asked]:
    """The questions as the idea answers them, each with what is wrong with its answer, if that is to be said."""
    said = [asked(question, writing, Progress(problems, {})) for question in part.questions]
    return [
        replace(one, problem=sentence(problems[one.question.key])) if one.question.key in problems else one
        for one in said
    ]


@dataclass(frozen=True)
class Alike:
    """A proposal that an idea is like; `likely`: so much that it may be the same."""

    proposal: Named
    likely: bool


def ideas_like(budget: Budget, title: str, interface: str, *, leave_out: int = 0) -> list[Alike]:
    """The proposals of an edition that a title is like, the likeliest first: three queries at most."""
    language = text_language(interface)
    ids = candidates(Sketch([title]), "proposal", language)
    out = (REJECTED, MERGED, WITHDRAWN)
    kept = (
        Proposal.objects.filter(budget=budget, pk__in=list(ids)).exclude(stage__in=out).exclude(pk=leave_out)
    )
    names = named(kept.values_list("pk", flat=True), language, summaries=True)
    scored = [(title_likeness(title, one.title), one) for one in names.values()]
    near = sorted((pair for pair in scored if pair[0] >= NEAR), key=lambda pair: (-pair[0], pair[1].id))
    return [Alike(one, score >= ALIKE) for score, one in near[:MOST_LIKE]]
