"""A proposal is a record whose own row follows from its answers."""

import pytest

from tequio.catalogue.publishing.services import bring
from tequio.decide.proposals.models import Proposal
from tequio.kit.refusals import Refused
from tests.decide.ideas import idea


def propose(edition, title, **changes):
    return bring(
        kind="proposal", space=edition.space, content=idea(title, **changes), template=None, by=None
    )[0]


def test_proposal_gets_the_next_key_of_its_edition(budget):
    keys = [propose(budget, title).proposal.key for title in ("Lamps", "Benches", "Trees")]
    assert keys == ["p1", "p2", "p3"]


def test_proposal_changes_its_zone_and_keeps_its_key(budget):
    record = propose(budget, "Lamps")
    bring(
        kind="proposal",
        space=budget.space,
        content=idea("Lamps", zone="sidi"),
        template=None,
        by=None,
        public_id=record.public_id,
    )
    moved = Proposal.objects.get(pk=record.pk)
    assert (moved.key, moved.allocation.zone.key) == ("p1", "sidi")


@pytest.mark.parametrize(
    "wrong", [{"zone": "nowhere"}, {"heading": "roads"}, {"budget": "1999"}, {"zone": ""}, {"heading": ""}]
)
def test_proposal_for_which_there_is_no_money_is_refused(budget, wrong):
    with pytest.raises(Refused, match=r"proposal\.no_allocation"):
        propose(budget, "Lamps", **wrong)


def test_proposal_lies_in_the_territory_of_its_zone(budget, places):
    budget.zones.filter(key="corniche").update(territory=places["TN"])
    assert propose(budget, "Lamps").territory.code == "TN"
