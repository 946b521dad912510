"""An idea in two minutes: one page from the first word to the proposal."""

import io
import re

import pytest
from PIL import Image

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.publishing.models import Draft
from tequio.catalogue.records.models import Record
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.plans import PlannedContest
from tequio.decide.proposals.coauthoring import accept_coauthoring, ask_coauthor
from tequio.decide.proposals.models import Proposal
from tests.decide.town import make_budget

PAGE = "/en/network/budget/2015/propose/"
SAID = {
    "title": "Lamps along the way to school",
    "summary": "Children walk home in the dark.",
    "allocation": "corniche/light",
    "place": "Rue du Maroc",
    "act": "propose",
    "page": "one",
}


@pytest.fixture
def accepting(space):
    return make_budget(space, stage="accepting")


@pytest.fixture
def writer(client, amina, accepting):
    client.force_login(amina)
    return client


def test_idea_is_proposed_from_one_page(writer, amina):
    asked = writer.get(PAGE).content.decode()
    assert "Corniche: Public lighting (110,000\xa0TND)" in asked
    page = writer.post(PAGE, SAID, follow=True).content.decode()
    assert "Thank you. Everybody can read your idea now." in page
    made = Proposal.objects.get()
    assert (made.key, made.allocation.zone.key, made.record.author) == ("p1", "corniche", amina)
    assert made.record.place == "Rue du Maroc"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("zone", ["corniche", ""])
def test_idea_is_proposed_where_money_has_no_heading(client, amina, space, zone):
    contest = PlannedContest("c", {"en": "Anything"}, {(zone, ""): 550_000_000})
    make_budget(space, stage="accepting", headings=(), contests=(contest,))
    client.force_login(amina)
    page = client.post(PAGE, {**SAID, "allocation": f"{zone}/"}, follow=True).content.decode()
    assert "Thank you. Everybody can read your idea now." in page
    made = Proposal.objects.get()
    assert (made.allocation.zone and made.allocation.zone.key, made.allocation.heading) == (
        zone or None,
        None,
    )
    again = client.get(f"/en/network/proposal/{made.record.public_id}/check/").content.decode()
    assert f'<option value="{zone}/" selected' in again


def test_page_sent_twice_proposes_once(writer):
    writer.post(PAGE, {**SAID, "act": "keep"})
    writer.post(PAGE, {**SAID, "act": "keep"})
    assert Record.objects.filter(kind="proposal").count() == 1


def test_what_is_missing_is_said_and_nothing_typed_is_lost(writer):
    page = writer.post(PAGE, {**SAID, "allocation": "", "title": ""}, follow=True).content.decode()
    assert "Give your idea a short name" in page
    assert "Choose where it would be and which money would pay for it." in page
    assert "Children walk home in the dark." in page
    assert not Proposal.objects.exists()
    record = Record.objects.get(kind="proposal")
    done = writer.post(f"/en/network/proposal/{record.public_id}/check/", {**SAID, "seen": "2"}, follow=True)
    assert done.status_code == 200
    assert Proposal.objects.get().record == record


def test_kept_idea_is_seen_by_nobody_else_and_may_be_thrown_away(writer, client, dora):
    writer.post(PAGE, {**SAID, "act": "keep"})
    record = Record.objects.get(kind="proposal")
    path = f"/en/network/proposal/{record.public_id}/check/"
    assert "Children walk home" in writer.get(path).content.decode()
    assert SAID["title"] in writer.get("/en/mine/proposals/").content.decode()
    writer.post(path, {"act": "throw away"})
    assert not Record.objects.filter(kind="proposal").exists()


def test_idea_of_somebody_else_is_not_there(writer, client, dora):
    writer.post(PAGE, {**SAID, "act": "keep"})
    record = Record.objects.get(kind="proposal")
    client.force_login(dora)
    assert client.get(f"/en/network/proposal/{record.public_id}/check/").status_code == 404


def test_likely_duplicate_is_shown_before_it_is_proposed_and_may_be_proposed_all_the_same(writer):
    writer.post(PAGE, SAID)
    page = writer.post(PAGE, {**SAID, "page": "two"}, follow=True).content.decode()
    assert "Is it one of these?" in page
    assert "Propose mine all the same" in page
    assert Proposal.objects.count() == 1
    second = Record.objects.filter(kind="proposal", version=0).get()
    writer.post(f"/en/network/proposal/{second.public_id}/check/", {**SAID, "seen": "9", "seen-alike": "1"})
    assert Proposal.objects.count() == 2


def test_what_is_alike_is_shown_while_one_types(writer):
    writer.post(PAGE, SAID)
    found = writer.get("/en/network/budget/2015/alike/?title=Lamps+on+the+way+to+school").content.decode()
    assert SAID["title"] in found
    assert "<html" not in found
    assert writer.get("/en/network/budget/2015/alike/?title=A+swimming+pool").content.strip() == b""


@pytest.mark.parametrize("stage", ["informing", "reviewing", "selecting", "finished"])
def test_form_of_a_closed_phase_is_refused(writer, accepting, stage):
    writer.post(PAGE, {**SAID, "act": "keep"})
    Budget.objects.filter(pk=accepting.pk).update(stage=stage, join_check=b"0" * 32)
    record = Record.objects.get(kind="proposal")
    for path in (PAGE, f"/en/network/proposal/{record.public_id}/check/"):
        assert writer.get(path).status_code == 409
        assert writer.post(path, SAID).status_code == 409
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("money", ["nowhere/light", "corniche/roads", "light", "/", "corniche"])
def test_money_that_is_not_there_is_not_chosen(writer, money):
    writer.post(PAGE, {**SAID, "allocation": money})
    assert not Proposal.objects.exists()


def test_megabyte_is_refused_kindly_and_kept_in_the_page(writer):
    page = writer.post(PAGE, {**SAID, "summary": "lamp " * 200_000})
    assert page.status_code == 422
    said = page.content.decode()
    assert "is the most for an idea" in said
    assert "lamp lamp" in said
    assert not Record.objects.filter(kind="proposal").exists()


def test_eleventh_idea_in_an_hour_is_refused_and_officers_type_in_as_many_as_come(writer, client, bruno):
    for number in range(11):
        last = writer.post(PAGE, {**SAID, "title": f"Idea {number} of many", "page": f"p{number}"})
    assert last.status_code == 422
    assert "in an hour" in last.content.decode()
    assert Record.objects.filter(kind="proposal").count() == 10
    client.force_login(bruno)
    assert client.post(PAGE, {**SAID, "title": "A bench for Fatma's street", "page": "x"}).status_code == 302


def test_only_officers_type_in_for_somebody_at_the_desk(writer, client, bruno):
    writer.post(PAGE, {**SAID, "for_somebody": "1"})
    assert not Proposal.objects.get().for_somebody
    client.force_login(bruno)
    assert "I type this in for somebody" in client.get(PAGE).content.decode()
    client.post(PAGE, {**SAID, "title": "Benches for the market", "page": "two", "for_somebody": "1"})
    made = Proposal.objects.latest("pk")
    assert made.for_somebody
    assert (
        "for somebody at the desk"
        in client.get(f"/en/network/proposal/{made.record.public_id}-benches-for-the-market").content.decode()
    )


def test_photo_stands_on_the_page(writer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "PNG")
    drawn.seek(0)
    drawn.name = "street.png"
    page = writer.post(PAGE, {**SAID, "photo": drawn}, follow=True).content.decode()
    assert Attachment.objects.get().listed
    assert re.search(r'<figure class="photo"><img src="/files/\d+/street.png" alt="Lamps along', page)


def test_strange_file_is_refused_and_the_idea_is_kept(writer):
    bad = io.BytesIO(b"<svg onload=alert(1)>")
    bad.name = "street.png"
    page = writer.post(PAGE, {**SAID, "photo": bad})
    assert page.status_code == 422
    assert "Children walk home in the dark." in page.content.decode()


def test_published_proposal_is_changed_by_its_authors_while_ideas_are_accepted(writer, client, amina, dora):
    writer.post(PAGE, SAID)
    made = Proposal.objects.get()
    path = f"/en/network/proposal/{made.record.public_id}/check/"
    ask_coauthor(made, email=dora.email, by=amina)
    client.force_login(dora)
    assert client.get(path).status_code == 404
    accept_coauthoring(made, by=dora)
    assert "Publish the change" in client.get(path).content.decode()
    client.post(path, {**SAID, "title": "Lamps and benches", "allocation": "sidi/light"})
    made.refresh_from_db()
    assert (made.allocation.zone.key, made.record.texts.get().title, made.key) == (
        "sidi",
        "Lamps and benches",
        "p1",
    )


def test_visitor_is_asked_to_sign_in(client, accepting):
    assert client.get(PAGE).status_code == 302
