"""What officers do: admit, reject, select what has enough supports, and answer."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet

from tequio.catalogue.publishing.services import note
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import ADMIT, SELECT, check_open
from tequio.decide.budgets.services import locked
from tequio.decide.budgets.services import note as note_edition
from tequio.decide.proposals.models import Answer, Proposal
from tequio.decide.proposals.queries import proposals_of
from tequio.decide.proposals.rules import (
    PROPOSED,
    REJECTED,
    SELECTED,
    check_reason,
    check_stage,
    check_words,
)
from tequio.decide.proposals.supporting import held
from tequio.decide.proposals.telling import tell_answered, tell_reviewed
from tequio.ground.clock import now
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused


@transaction.atomic
def admit(proposal: Proposal, *, by: Person, site: str = "") -> Proposal:
    """Let a proposal go on to be supported; one that was rejected is back. Refused outside the review."""
    proposal = held(proposal)
    check_open(proposal.budget.stage, ADMIT)
    if proposal.stage != PROPOSED:
        check_stage(proposal.stage, PROPOSED)
    proposal.stage, proposal.reason, proposal.admitted = PROPOSED, "", proposal.admitted or now()
    proposal.save(update_fields=["stage", "reason", "admitted"])
    note("proposal.admitted", proposal.record, by)
    tell_reviewed(proposal, by=by, site=site)
    return proposal


@transaction.atomic
def reject(proposal: Proposal, *, reason: str, by: Person, site: str = "") -> Proposal:
    """Leave a proposal out, with a reason that everybody reads. Refused outside the review, and without a reason."""
    proposal = held(proposal)
    check_open(proposal.budget.stage, ADMIT)
    check_stage(proposal.stage, REJECTED)
    proposal.stage, proposal.reason, proposal.admitted = REJECTED, check_reason(reason), None
    proposal.save(update_fields=["stage", "reason", "admitted"])
    note("proposal.rejected", proposal.record, by)
    tell_reviewed(proposal, by=by, site=site)
    return proposal


@transaction.atomic
def admit_the_rest(budget: Budget, *, by: Person) -> int:
    """Admit in one go all proposals of an edition that nobody has decided on; says how many. Four queries."""
    budget = locked(budget)
    check_open(budget.stage, ADMIT)
    waiting = proposals_of(budget.space, budget).filter(stage=PROPOSED, admitted=None)
    count = Proposal.objects.filter(pk__in=waiting.values("pk")).update(admitted=now())
    if count:
        note_edition("proposal.rest_admitted", budget, by, {"count": count})
    return count


@transaction.atomic
def select_supported(budget: Budget, *, by: Person) -> int:
    """Let all proposals with enough supports go on to be priced, in one go; says how many. Four queries.

    Refused outside the phases of selecting and valuating. What is hidden stays where it is.
    """
    budget = locked(budget)
    check_open(budget.stage, SELECT)
    enough = proposals_of(budget.space, budget).filter(stage=PROPOSED, supports__gte=budget.support_threshold)
    count = Proposal.objects.filter(pk__in=enough.values("pk")).update(stage=SELECTED)
    if count:
        note_edition("proposal.selected", budget, by, {"count": count})
    return count


def chosen_ways(budget: Budget) -> dict[str, QuerySet[Proposal]]:
    """What an officer may let go on in one go, by key: those that have enough supports, those that were admitted."""
    running = proposals_of(budget.space, budget).filter(stage=PROPOSED)
    ways = {"admitted": running.filter(admitted__isnull=False)}
    if budget.support_threshold:
        return {"supported": running.filter(supports__gte=budget.support_threshold), **ways}
    return ways


def let_go_on(budget: Budget, way: str) -> Mapping[str, str | int]:
    """Let the proposals of a way go on, in the caller's transaction, the edition locked; says what the ledger keeps."""
    chosen = chosen_ways(budget).get(way)
    if chosen is None:
        return {}
    count = Proposal.objects.filter(pk__in=chosen.values("pk")).update(stage=SELECTED)
    return {"going_on": way, "count": count}


@transaction.atomic
def answer(proposal: Proposal, *, words: Mapping[str, str], by: Person, site: str = "") -> Answer:
    """Say officially what the city thinks of a proposal, in one language or several; the authors are told.

    The last answer holds; the earlier ones stay. Refused without a word.
    """
    proposal = held(proposal)
    said = {language: check_words(text) for language, text in words.items() if text.strip()}
    if not said:
        raise Refused("proposal.answer_missing")
    made = Answer.objects.create(proposal=proposal, words=said, by=by)
    note("proposal.answered", proposal.record, by)
    tell_answered(proposal, by=by, site=site)
    return made
