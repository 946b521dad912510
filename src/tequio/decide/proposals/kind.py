"""Makes proposals known: as a kind of record, with their links, sentences, notices and personal data."""

from django.utils.translation import gettext_lazy as _

from tequio.catalogue.kinds import Kind, register
from tequio.catalogue.links.rules import allow
from tequio.decide.budgets.doors import offer, offer_desk
from tequio.decide.budgets.gates import go_along
from tequio.decide.budgets.rules import PROPOSE, READ, SUPPORT, VALUATING
from tequio.decide.proposals.announcing import announce_kinds
from tequio.decide.proposals.holding import hold_proposals
from tequio.decide.proposals.moving import GOING_ON
from tequio.decide.proposals.page import above_proposals
from tequio.decide.proposals.queries import check_discussion, edition_of, proposal_facts
from tequio.decide.proposals.sentences import SENTENCES
from tequio.decide.proposals.services import resolve, store
from tequio.ground.refusals import learn


def know_proposals() -> None:
    """Called once, when the app is ready."""
    learn(SENTENCES)
    announce_kinds()
    hold_proposals()
    register(
        Kind(
            key="proposal",
            verb="decide",
            label=_("Proposal"),
            plural=_("Proposals"),
            page="proposal",
            list_page="proposals",
            resolve=resolve,
            store=store,
            facts=proposal_facts,
            main="decide/proposals/main.html",
            written=True,
            schema_type="CreativeWork",
            may_discuss=check_discussion,
            above=lambda record: above_proposals(edition_of(record)),
        )
    )
    for relation in ("inspired", "became", "relates"):
        allow(relation, ("proposal", "proposal"))
    allow("inspired", ("practice", "proposal"), ("proposal", "practice"))
    allow("became", ("proposal", "practice"))
    allow("relates", ("proposal", "practice"))
    offer(PROPOSE, "propose")
    offer(SUPPORT, "budget-proposals")
    offer(READ, "budget-proposals")
    go_along(VALUATING, GOING_ON)
    offer_desk("review-proposals", _("Review proposals"))
