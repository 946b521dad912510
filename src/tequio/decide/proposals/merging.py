"""Joining two proposals into one, with the consent of the authors of both."""

from django.db import transaction
from django.db.models import Q

from tequio.catalogue.links.models import Link
from tequio.catalogue.links.rules import check_link
from tequio.catalogue.publishing.services import note
from tequio.decide.budgets.rules import MERGE, check_open
from tequio.decide.proposals.models import CoAuthor, Merge, Proposal, Support
from tequio.decide.proposals.queries import writers_of
from tequio.decide.proposals.rules import MERGED, check_stage, check_words
from tequio.decide.proposals.supporting import held
from tequio.decide.proposals.telling import tell_merge_asked, tell_merge_ended
from tequio.ground.clock import now
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused


@transaction.atomic
def ask_merge(source: Proposal, target: Proposal, *, words: str, by: Person, site: str = "") -> Merge:
    """Ask that one proposal be joined with another, which stays; whoever asks consents for their own.

    Refused outside the phases for it, across editions, when one is out of the running, and while the first waits for
    another answer. The authors of the other one are told; who wrote both joins them at once.
    """
    source, target = _both(source, target)
    check_open(source.budget.stage, MERGE)
    if source.budget_id != target.budget_id or source.pk == target.pk:
        raise Refused("proposal.merge_elsewhere")
    check_stage(source.stage, MERGED)
    check_stage(target.stage, MERGED)
    if Merge.objects.filter(source=source, outcome=Merge.Outcome.WAITING).exists():
        raise Refused("proposal.merge_waits")
    merge = Merge.objects.create(source=source, target=target, words=check_words(words), asked_by=by)
    note("proposal.merge_asked", source.record, by)
    merge = _consented(merge, source, target, by=by, site=site)
    if merge.outcome == Merge.Outcome.WAITING:
        tell_merge_asked(merge, by=by, site=site)
    return merge


@transaction.atomic
def consent(merge: Merge, *, by: Person, site: str = "") -> Merge:
    """Consent to a merge for the proposal that one writes; when both sides have, they are one.

    Refused outside the phases for it, when it was ended, and for somebody who writes neither.
    """
    source, target = _both(merge.source, merge.target)
    check_open(source.budget.stage, MERGE)
    return _consented(_waiting(merge), source, target, by=by, site=site)


@transaction.atomic
def decline(merge: Merge, *, by: Person, site: str = "") -> Merge:
    """Say no to a merge, or take back what one asked; the other side is told."""
    source, target = _both(merge.source, merge.target)
    merge = _waiting(merge)
    if by.pk not in _ids(source) | _ids(target):
        raise Refused("proposal.not_yours")
    merge.outcome = Merge.Outcome.DECLINED
    merge.save(update_fields=["outcome"])
    note("proposal.merge_declined", source.record, by)
    tell_merge_ended(merge, by=by, site=site)
    return merge


def _both(source: Proposal, target: Proposal) -> tuple[Proposal, Proposal]:
    """Read both again for writing, always in the same order, so that two writers never wait for each other."""
    rows = {one.pk: held(one) for one in sorted((source, target), key=lambda one: one.pk)}
    return rows[source.pk], rows[target.pk]


def _waiting(merge: Merge) -> Merge:
    found = Merge.objects.select_for_update(of=("self",)).select_related("source", "target").get(pk=merge.pk)
    if found.outcome != Merge.Outcome.WAITING:
        raise Refused("proposal.merge_ended")
    return found


def _ids(proposal: Proposal) -> set[int]:
    return {person.pk for person in writers_of(proposal)}


def _consented(merge: Merge, source: Proposal, target: Proposal, *, by: Person, site: str) -> Merge:
    of_source, of_target = by.pk in _ids(source), by.pk in _ids(target)
    if not (of_source or of_target):
        raise Refused("proposal.not_yours")
    merge.source_consents = merge.source_consents or (now() if of_source else None)
    merge.target_consents = merge.target_consents or (now() if of_target else None)
    if merge.source_consents and merge.target_consents:
        _join(merge, source, target, by=by)
        tell_merge_ended(merge, by=by, site=site)
    else:
        merge.save()
        note("proposal.merge_consented", source.record, by)
    return merge


def _join(merge: Merge, source: Proposal, target: Proposal, *, by: Person) -> None:
    """Make two proposals one: supports united without doubling, the authors of the first write on in the second."""
    check_stage(source.stage, MERGED)
    check_stage(target.stage, MERGED)
    _unite_supports(source, target)
    _unite_authors(source, target)
    source.stage, source.merged_into = MERGED, target
    source.save(update_fields=["stage", "merged_into"])
    check_link("became", source.record.kind, target.record.kind)
    Link.objects.get_or_create(source=source.record, relation="became", target=target.record, detail="")
    merge.outcome = Merge.Outcome.ACCEPTED
    merge.save()
    ended = Q(source=source) | Q(target=source)
    Merge.objects.filter(ended, outcome=Merge.Outcome.WAITING).update(outcome=Merge.Outcome.DECLINED)
    note("proposal.merged", source.record, by)


def _unite_supports(source: Proposal, target: Proposal) -> None:
    there = Support.objects.filter(proposal=target).values("person")
    rest = Support.objects.filter(proposal=source).exclude(person__in=there)
    Support.objects.bulk_create(
        Support(proposal=target, person_id=person) for person in rest.values_list("person_id", flat=True)
    )
    target.supports = Support.objects.filter(proposal=target).count()
    target.save(update_fields=["supports"])


def _unite_authors(source: Proposal, target: Proposal) -> None:
    for person in writers_of(source):
        if person.pk != target.record.author_id:
            CoAuthor.objects.update_or_create(proposal=target, person=person, defaults={"accepted": now()})
