"""What the page of a proposal says of the vote that decided on it."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tequio.decide.budgets.models import Contest
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.rules import LOST, WON
from tequio.decide.results.access import can_see_result
from tequio.decide.results.frame import tongue
from tequio.decide.results.models import Result
from tequio.decide.results.page import page_with
from tequio.ground.spaces.standing import Standing


def told_to_all(proposal: Proposal) -> SafeString:
    """Why it won or did not, and where that stands in the result: one query, none before the result is public."""
    if proposal.stage not in (WON, LOST) or not can_see_result(proposal.budget):
        return SafeString()
    contest = Contest.objects.filter(pk=proposal.allocation.contest_id).values("key")
    result = Result.objects.filter(budget=proposal.budget_id, contest__in=contest).first()
    found = page_with(result, proposal.key) if result else None
    if result is None or found is None:
        return SafeString()
    line, page = found
    said = {
        "words": line["words"].get(tongue(), ""),
        "votes": line["votes"],
        "page": page,
        "key": proposal.key,
    }
    where = {"budget": proposal.budget, "contest": result.contest}
    return render_to_string("decide/results/said.html", said | where)


def told_to_one(proposal: Proposal, standing: Standing) -> SafeString:
    """Nothing: what the vote decided is for everybody."""
    return SafeString()
