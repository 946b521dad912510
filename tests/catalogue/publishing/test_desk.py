"""The coordinator's desk."""

import re

import pytest
from django.core import mail

from tequio.catalogue.publishing.models import Decision, Draft
from tequio.catalogue.publishing.services import save_draft, send, start
from tequio.catalogue.records.models import Record
from tequio.catalogue.templates.models import Template
from tequio.ground.queue.services import run_ready
from tests.cast import make_person, practice_content


@pytest.fixture
def desk(client, bruno):
    client.force_login(bruno)
    return client


@pytest.fixture
def sent(space, places, amina):
    """Send practices: `sent("Title")` returns the draft that waits."""

    def make(title="Light", by=None):
        draft = start(kind="practice", space=space, language="en", by=by or amina)
        said = practice_content(title).to_json()
        text = said["texts"]["en"]
        change = {key: text[key] for key in ("title", "summary", "sections")}
        draft = save_draft(
            draft, change={**change, "answers": said["answers"], "territory": "TN"}, by=by or amina
        )
        return send(draft, template=Template.objects.get(current=True, kind="practice"), by=by or amina)

    return make


def url(draft):
    return f"/en/network/desk/{draft.record.public_id}/"


def decide(desk, draft, act, reason=""):
    page = desk.get(url(draft)).content.decode()
    revision = re.search(r'name="revision" value="(\d+)"', page)[1]
    return desk.post(url(draft), {"act": act, "reason": reason, "revision": revision})


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_what_waits_takes_a_constant_number_of_queries(desk, sent, count, django_assert_num_queries):
    for index in range(count):
        sent(f"Practice {index}")
    with django_assert_num_queries(6):
        page = desk.get("/en/network/desk/")
    text = page.content.decode()
    assert [text.index(f"Practice {index}") for index in range(count)] == sorted(
        text.index(f"Practice {index}") for index in range(count)
    )


def test_list_goes_on_over_several_pages(desk, sent, make_practice):
    for index in range(21):
        make_practice(f"Practice {index}")
    page = desk.get("/en/network/desk/?show=published").content.decode()
    assert 'href="?show=published&amp;page=2"' in page
    assert desk.get("/en/network/desk/?show=published&page=2").content.decode().count("<h2 ") == 1
    assert desk.get("/en/network/desk/?show=published&page=nothing").status_code == 200


def test_what_was_sent_is_seen_whole(desk, sent):
    page = desk.get(url(sent())).content.decode()
    assert "Five assemblies, one plenary." in page
    assert "Good practice" in page
    assert "amina@example.org" in page


def test_sending_back_needs_a_reason_and_the_author_reads_it(desk, sent, amina, client):
    draft = sent()
    assert decide(desk, draft, "send back", "  ").status_code == 422
    assert decide(desk, draft, "send back", "Say who paid.").status_code == 302
    client.force_login(amina)
    page = client.get("/en/mine/").content.decode()
    assert "Sent back to you" in page
    assert "Say who paid." in page
    assert (
        "Say who paid."
        in client.get(f"/en/network/practice/{draft.record.public_id}/check/").content.decode()
    )


def test_reason_says_its_language_to_an_author_who_reads_in_another(desk, sent, amina, client):
    draft = sent()
    desk.post(
        url(draft).replace("/en/", "/es/", 1),
        {"act": "send back", "reason": "Diga quién pagó.", "revision": draft.revision},
    )
    assert (
        '<p lang="es" dir="auto">Diga quién pagó.</p>'
        in desk.get("/en/network/desk/?show=returned").content.decode()
    )
    client.force_login(amina)
    assert '<span lang="es" dir="auto">Diga quién pagó.</span>' in client.get("/en/mine/").content.decode()
    page = client.get(f"/en/network/practice/{draft.record.public_id}/check/").content.decode()
    assert '<p lang="es" dir="auto">Diga quién pagó.</p>' in page


def test_reason_that_was_typed_is_kept_when_it_cannot_be_used(desk, sent):
    draft = sent()
    page = desk.post(url(draft), {"act": "send back", "reason": "Say who paid.", "revision": "999"})
    assert page.status_code == 422
    assert "Say who paid." in page.content.decode()
    assert "This was changed since you opened it." in page.content.decode()


def test_author_is_told_in_their_own_language(desk, sent, space):
    lucia = make_person("Lucia", language="es")
    decide(desk, sent(by=lucia), "send back", "Falta decir quién pagó.")
    run_ready()
    letter = mail.outbox[-1]
    assert letter.to == ["lucia@example.org"]
    assert "/es/network/practice/" in letter.body
    assert "> Falta decir quién pagó." in letter.body


def test_letter_about_a_publication_leads_to_what_everybody_reads(desk, sent, client):
    decide(desk, sent("Light"), "publish")
    run_ready()
    address = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]
    client.logout()
    assert "Light" in client.get(address, follow=True).content.decode()


def test_published_title_among_ones_own_leads_to_what_everybody_reads(desk, sent, client, amina):
    draft = sent("Light")
    decide(desk, draft, "publish")
    client.force_login(amina)
    page = client.get("/en/mine/").content.decode()
    assert f'<h2><a href="/en/network/practice/{draft.record.public_id}"' in page


def test_coordinator_is_told_what_became_of_a_decision(desk, sent):
    decide(desk, sent("Light"), "publish")
    assert "Published: Light" in desk.get("/en/network/desk/").content.decode()
    decide(desk, sent("Water"), "send back", "Say who paid.")
    assert "Sent back: Water" in desk.get("/en/network/desk/").content.decode()


def test_coordinator_who_publishes_an_own_text_gets_no_mail(desk, sent, bruno):
    decide(desk, sent(by=bruno), "publish")
    run_ready()
    assert not mail.outbox


def test_deciding_twice_decides_once(desk, sent):
    draft = sent()
    revision = Draft.objects.get(pk=draft.pk).revision
    assert desk.post(url(draft), {"act": "publish", "revision": revision}).status_code == 302
    again = desk.post(url(draft), {"act": "publish", "revision": revision})
    assert again.status_code == 422
    assert "This draft is with its author" in again.content.decode()
    assert Decision.objects.count() == 1


def test_draft_that_was_not_sent_is_its_authors_alone(desk, space, amina):
    draft = start(kind="practice", space=space, language="en", by=amina)
    answer = desk.post(url(draft), {"act": "publish", "revision": draft.revision})
    assert answer.status_code == 404
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("said", "after", "status"),
    [
        ({"act": "hide", "reason": "Wrong place"}, "hidden", 302),
        ({"act": "hide", "reason": ""}, "published", 422),
        ({"act": "withdraw"}, "withdrawn", 302),
        ({"act": "something else", "reason": "x"}, "published", 302),
    ],
)
def test_published_practice_is_taken_out_of_sight_with_a_reason(desk, make_practice, said, after, status):
    record = make_practice()
    assert desk.post(f"/en/network/desk/{record.public_id}/", said).status_code == status
    assert Record.objects.get(pk=record.pk).visibility == after


def test_hidden_practice_is_shown_again(desk, make_practice):
    record = make_practice("Came back")
    page = f"/en/network/desk/{record.public_id}/"
    desk.post(page, {"act": "hide", "reason": "Wrong place"})
    assert "Came back" in desk.get("/en/network/desk/?show=away").content.decode()
    desk.post(page, {"act": "show again"})
    assert Record.objects.get(pk=record.pk).visibility == "published"


def test_my_desk_leads_to_the_space_that_one_publishes_in(desk, client, dora):
    assert desk.get("/en/desk/").headers["location"] == "/en/network/desk/"
    client.force_login(dora)
    assert client.get("/en/desk/").status_code == 404
