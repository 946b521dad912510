"""What one's own account gives out and takes away."""

import json

from tequio.decide.proposals.coauthoring import ask_coauthor
from tequio.decide.proposals.models import CoAuthor, Proposal, Support
from tequio.decide.proposals.supporting import support
from tequio.ground.people.queries import all_about
from tequio.ground.people.services import erase
from tests.decide.town import make_budget, make_proposal


def told(person):
    return json.loads("".join(all_about(person)))


def test_supports_and_coauthorships_are_in_the_export_and_go_with_the_account(space, amina, dora):
    edition = make_budget(space, stage="selecting")
    lamps = make_proposal(edition, "Lamps", author=amina)
    support(lamps, by=dora)
    support(lamps, by=amina)
    ask_coauthor(lamps, email="dora@example.org", by=amina)
    said = told(dora)
    assert [row["proposal__record__public_id"] for row in said["supports"]] == [lamps.record.public_id]
    assert [row["proposal__record__public_id"] for row in said["coauthorships"]] == [lamps.record.public_id]
    erase(dora, by=dora)
    assert Proposal.objects.get().supports == Support.objects.count() == 1
    assert not CoAuthor.objects.exists()


def test_erased_author_leaves_the_proposal_without_a_name(space, amina):
    lamps = make_proposal(make_budget(space, stage="accepting"), "Lamps", author=amina)
    erase(amina, by=amina)
    lamps.record.refresh_from_db()
    assert (lamps.record.author, lamps.record.visibility) == (None, "published")
