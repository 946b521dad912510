"""Writes of valuations: who values, what was found, hearing the author, deciding, what excludes each other."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import REPLY, VALUATE, check_change, check_open
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.rules import FEASIBLE, SELECTED, UNFEASIBLE, check_stage
from tequio.decide.valuations import rules
from tequio.decide.valuations.models import Incompatible, Reopening, Valuation, Valuator
from tequio.decide.valuations.queries import coauthors_of
from tequio.decide.valuations.rules import Findings
from tequio.decide.valuations.telling import (
    tell_announced,
    tell_assigned,
    tell_decided,
    tell_reopened,
    tell_replied,
)
from tequio.ground.clock import now
from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Role
from tequio.kit.refusals import Refused


def note(action: str, proposal: Proposal, by: Person, detail: dict[str, Any] | None = None) -> None:
    """Enter a write on a valuation into the ledger; it is a change of the proposal's record."""
    enter(action, subject=f"record:{proposal.pk}", by=by.pk, space=proposal.budget.space_id, detail=detail)


def locked(proposal: Proposal) -> tuple[Proposal, Valuation]:
    """Read a proposal and its valuation again for writing, and begin the valuation where there is none: two queries."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("record", "budget__space")
    proposal = rows.get(pk=proposal.pk)
    valuation, _made = Valuation.objects.select_for_update(of=("self",)).get_or_create(proposal=proposal)
    valuation.proposal = proposal
    return proposal, valuation


@transaction.atomic
def assign(budget: Budget, proposals: Collection[int], person: Person, *, by: Person, site: str = "") -> int:
    """Have somebody value proposals of an edition; says how many are new to them, of which they are told once.

    Those that do not go on, and their own, are left out. Refuses somebody outside the space, an edition whose vote has
    begun, and when nothing is left. About eight queries, whatever the number.
    """
    check_change(budget.stage)
    if not Role.objects.filter(space=budget.space_id, person=person).exists():
        raise Refused("valuation.not_a_member", person=str(person))
    rows = Proposal.objects.filter(budget=budget, pk__in=proposals, stage=SELECTED)
    theirs = rows.filter(coauthors__person=person, coauthors__accepted__isnull=False).values("pk")
    wanted = list(rows.exclude(record__author=person).exclude(pk__in=theirs).values_list("pk", flat=True))
    if not wanted:
        raise Refused("valuation.nothing_to_assign", person=str(person))
    Valuation.objects.bulk_create([Valuation(proposal_id=pk) for pk in wanted], ignore_conflicts=True)
    held = Valuator.objects.filter(person=person, valuation__in=wanted)
    new = sorted(set(wanted).difference(held.values_list("valuation_id", flat=True)))
    Valuator.objects.bulk_create([Valuator(valuation_id=pk, person=person) for pk in new])
    if new:
        subject, detail = f"budget:{budget.pk}", {"person": person.pk, "proposals": new}
        enter("valuation.assigned", subject=subject, by=by.pk, space=budget.space_id, detail=detail)
        tell_assigned(budget, person, len(new), by=by, site=site)
    return len(new)


@transaction.atomic
def unassign(proposal: Proposal, person: Person, *, by: Person) -> None:
    """Have somebody value a proposal no longer; what they found stays. Once more changes nothing."""
    check_change(proposal.budget.stage)
    deleted, _rows = Valuator.objects.filter(valuation=proposal.pk, person=person).delete()
    if deleted:
        note("valuation.unassigned", proposal, by, {"person": person.pk})


@transaction.atomic
def save(proposal: Proposal, findings: Findings, *, revision: int, by: Person) -> Valuation:
    """Keep what was found so far, seen by valuators and officers alone. About five queries.

    Refuses outside the phase of valuating, a proposal that does not go on, what somebody else has changed since
    `revision`, and what was announced or decided.
    """
    proposal, valuation = _to_change(proposal, revision)
    findings = rules.check_findings(findings)
    valuation.feasible, valuation.explanation = findings.feasible, dict(findings.explanation)
    valuation.parts = [part.to_json() for part in findings.parts]
    valuation.running_costs = findings.running_costs
    _keep(valuation, by)
    note("valuation.saved", proposal, by, {"revision": valuation.revision})
    return valuation


def _to_change(proposal: Proposal, revision: int) -> tuple[Proposal, Valuation]:
    """Lock a valuation that is open to changes and was seen as it stands."""
    proposal, valuation = _seen(proposal, revision)
    rules.check_open(valuation.state_at(now()))
    return proposal, valuation


def _seen(proposal: Proposal, revision: int) -> tuple[Proposal, Valuation]:
    proposal, valuation = locked(proposal)
    check_open(proposal.budget.stage, VALUATE)
    if proposal.stage != SELECTED and not valuation.decided:
        raise Refused("valuation.does_not_go_on")
    if valuation.revision != revision:
        raise Refused("valuation.changed_meanwhile")
    return proposal, valuation


def _keep(valuation: Valuation, by: Person) -> None:
    valuation.revision += 1
    valuation.by = by
    valuation.save()


@transaction.atomic
def announce(
    proposal: Proposal, *, revision: int, by: Person, days: int = rules.DAYS, site: str = ""
) -> Valuation:
    """Announce a no to the author and the co-authors, who have some days to reply; nothing of it is public yet.

    Refuses what `save` refuses, a finding that is no no, and one without its reason in the language of the space.
    """
    proposal, valuation = _to_change(proposal, revision)
    if valuation.feasible is not False:
        raise Refused("valuation.not_no")
    rules.check_explained(valuation.explanation, proposal.budget.space.language)
    valuation.announced = now()
    valuation.reply_until = rules.reply_until(valuation.announced, days)
    _keep(valuation, by)
    note("valuation.announced", proposal, by, {"until": valuation.reply_until.isoformat()})
    tell_announced(valuation, coauthors_of(proposal), by=by, site=site)
    return valuation


@transaction.atomic
def reply(proposal: Proposal, words: str, *, by: Person, language: str = "", site: str = "") -> Valuation:
    """Keep what the author says to a no; once, and in time. It is published with the decision."""
    proposal, valuation = locked(proposal)
    check_open(proposal.budget.stage, REPLY)
    at = now()
    valuation.reply = rules.check_reply(valuation.state_at(at), words, replied=bool(valuation.replied))
    valuation.reply_language, valuation.replied, valuation.replied_by = language, at, by
    valuation.revision += 1
    valuation.save()
    note("valuation.replied", proposal, by)
    tell_replied(valuation, by=by, site=site)
    return valuation


@transaction.atomic
def decide(
    proposal: Proposal, *, revision: int, by: Person, answer: Mapping[str, str] | None = None, site: str = ""
) -> Valuation:
    """Make a valuation final: the proposal becomes feasible, with its price, or not feasible. Everybody reads why.

    Refuses what `save` refuses, a yes without a price, a no whose author was not heard, and to leave a reply without
    an answer in the language of the space.
    """
    proposal, valuation = _seen(proposal, revision)
    at, language = now(), proposal.budget.space.language
    if valuation.decided:
        raise Refused("valuation.decided")
    if valuation.announced or not valuation.feasible:
        _check_no(valuation, answer or {}, language)
    else:
        rules.check_yes(valuation.feasible, valuation.explanation, valuation.priced, language)
    valuation.decided = at
    _keep(valuation, by)
    _set_stage(proposal, FEASIBLE if valuation.feasible else UNFEASIBLE, valuation)
    note("valuation.decided", proposal, by, {"feasible": valuation.feasible})
    tell_decided(valuation, coauthors_of(proposal), by=by, site=site)
    return valuation


def _check_no(valuation: Valuation, answer: Mapping[str, str], language: str) -> None:
    if valuation.feasible is None:
        raise Refused("valuation.not_yes")
    rules.check_heard(valuation.state_at(now()))
    valuation.answer = rules.checked_words(answer)
    if valuation.replied and not valuation.answer.get(language):
        raise Refused("valuation.answer_missing")


def _set_stage(proposal: Proposal, stage: str, valuation: Valuation) -> None:
    """Let a proposal have the price of its valuation, or none."""
    check_stage(proposal.stage, stage)
    feasible = stage == FEASIBLE
    proposal.stage = stage
    proposal.price = valuation.price if feasible else None
    proposal.running_costs = valuation.running_costs if feasible else None
    proposal.save(update_fields=["stage", "price", "running_costs"])


@transaction.atomic
def reopen(proposal: Proposal, reason: str, *, by: Person, language: str = "", site: str = "") -> Valuation:
    """Open a valuation again that was announced or decided, with a reason that everybody reads.

    What it said until then is kept with the reason. Refuses outside the phase of valuating, and one that is open.
    """
    proposal, valuation = locked(proposal)
    check_open(proposal.budget.stage, VALUATE)
    reason = rules.check_said(reason, rules.REASON_LONGEST)
    if not valuation.announced and not valuation.decided:
        raise Refused("valuation.is_open")
    Reopening.objects.create(
        valuation=valuation,
        reason=reason,
        language=language,
        before=valuation.as_it_stands(),
        at=now(),
        by=by,
    )
    if valuation.decided:
        _set_stage(proposal, SELECTED, valuation)
    valuation.announced = valuation.reply_until = valuation.replied = valuation.replied_by = None
    valuation.decided, valuation.reply, valuation.reply_language, valuation.answer = None, "", "", {}
    _keep(valuation, by)
    note("valuation.reopened", proposal, by, {"reason": reason})
    tell_reopened(valuation, coauthors_of(proposal), reason, by=by, site=site)
    return valuation


@transaction.atomic
def declare_incompatible(first: Proposal, second: Proposal, *, reason: str, by: Person) -> Incompatible:
    """Declare that only one of two proposals can be done; once more changes the reason.

    Refuses a proposal and itself, two that are not counted together, and an edition whose vote has begun.
    """
    if first.pk == second.pk:
        raise Refused("incompatible.itself")
    ids = sorted((first.pk, second.pk))
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("budget", "allocation")
    one, other = rows.filter(pk__in=ids).order_by("pk")
    check_change(one.budget.stage)
    if one.allocation.contest_id != other.allocation.contest_id:
        raise Refused("incompatible.apart")
    if len(reason.strip()) > rules.REASON_LONGEST:
        raise Refused("valuation.words_too_long", letters=len(reason.strip()), limit=rules.REASON_LONGEST)
    pair, _made = Incompatible.objects.update_or_create(
        first=one, second=other, defaults={"budget": one.budget, "reason": reason.strip()}
    )
    note("incompatible.declared", one, by, {"other": other.pk})
    return pair


@transaction.atomic
def take_back_incompatible(pair: Incompatible, *, by: Person) -> None:
    """Let two proposals be chosen together again. Refuses once the vote has begun."""
    proposal = Proposal.objects.select_related("budget").get(pk=pair.first_id)
    check_change(proposal.budget.stage)
    if Incompatible.objects.filter(pk=pair.pk).delete()[0]:
        note("incompatible.taken_back", proposal, by, {"other": pair.second_id})
