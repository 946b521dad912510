"""Fixing the rules of a vote, when it opens."""

from datetime import datetime

from tequio.decide.ballots.freezing import form_of, projects_on_ballot
from tequio.decide.ballots.models import Freeze as FrozenRow
from tequio.decide.budgets.keys import JOIN, SIGNING, make_key
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import voting_time
from tequio.decide.budgets.rules import BALLOTING, check_move
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.rules import ON_BALLOT
from tequio.decide.protocol import canonical
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.freezing import read_freeze
from tequio.decide.protocol.keys import join_check, signing_key
from tequio.decide.protocol.notes import verifier_key
from tequio.kit.refusals import Refused


def draft_rules(budget: Budget, *, site: str, at: datetime, key: bytes, join: bytes) -> Freeze:
    """Return the rules as they would be fixed now; nothing is written. About ten queries.

    Refuses an edition without a date for the close, or with one that has passed, without a project on the ballot, and
    (`Fault`) rules that cannot stand.
    """
    closes = voting_time(budget)[1]
    if closes is None or closes <= at:
        raise Refused("vote.no_close")
    projects = projects_on_ballot(budget)
    if not projects:
        raise Refused("vote.no_projects")
    origin = f"{site}/{budget.space.slug}/{budget.slug}"
    form = form_of(
        budget,
        projects,
        key=str(verifier_key(origin, signing_key(key))),
        origin=origin,
        join_check=join_check(join),
        opens=at.replace(microsecond=0),
        closes=closes.replace(microsecond=0),
    )
    return read_freeze(canonical.write(form))


def freeze_rules(budget: Budget, *, site: str, at: datetime) -> Freeze:
    """Fix the rules of a locked edition and put its projects on the ballot, in the caller's transaction.

    The keys are made first; they are files, and stay where they are if the transaction fails. Refuses what
    `draft_rules` refuses, and an edition that is not about to vote.
    """
    check_move(budget.stage, BALLOTING)
    join, signing = make_key(budget.pk, JOIN), make_key(budget.pk, SIGNING)
    rules = draft_rules(budget, site=site, at=at, key=signing, join=join)
    FrozenRow.objects.create(budget=budget, body=rules.body, sha256=rules.sha256)
    Proposal.objects.filter(budget=budget, key__in=list(rules.project)).update(stage=ON_BALLOT)
    budget.join_check = rules.join_check
    budget.save(update_fields=["join_check"])
    return rules
