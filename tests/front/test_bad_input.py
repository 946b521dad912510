"""What arrives in bad shape through a browser: a sentence that says what to do, and nothing typed is lost."""

import pytest
from django.test import Client
from lxml import etree
from lxml.html import document_fromstring

from tequio.catalogue.publishing.models import Draft
from tequio.catalogue.publishing.services import publish, save_draft, send, start
from tequio.catalogue.records.content import read_content
from tequio.catalogue.templates.models import Template
from tests.cast import practice_content

HOSTILE = '<script>alert(1)</script> <img src=x onerror=alert(1)> <a href="javascript:alert(1)">here</a>'


@pytest.fixture
def draft(space, places, amina):
    return start(kind="practice", space=space, language="en", by=amina)


@pytest.fixture
def author(client, amina):
    client.force_login(amina)
    return client


def story(draft):
    return f"/en/network/practice/{draft.record.public_id}/write/story/"


def saved(draft):
    draft.refresh_from_db()
    return read_content(draft.content).main


def test_megabyte_in_one_field_is_kept_and_said_to_be_too_long(author, draft):
    text = "palabra " * 125_000
    assert author.post(story(draft), {"situation": text}).status_code == 302
    assert saved(draft).sections["situation"] == text.strip()
    assert "125000 of 50 words" in author.get(story(draft)).content.decode()


def test_form_larger_than_any_text_is_refused_with_a_page(author, draft):
    answer = author.post(story(draft), {"situation": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "This is too large" in answer.content.decode()
    assert draft.revision == Draft.objects.get().revision


class Unread:
    """A body that must not be read."""

    def read(self, *args):
        raise AssertionError("The body was read.")

    readline = read


def test_upload_of_200_megabytes_is_refused_unread_and_the_draft_stays(author, draft):
    before = Draft.objects.get().content
    answer = author.generic(
        "POST",
        story(draft).replace("story", "files"),
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 2**20),
        **{"wsgi.input": Unread()},
    )
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "A file may have 20 MB" in page
    assert f'href="{story(draft).replace("story", "files")}"' in page
    assert Draft.objects.get().content == before


def test_upload_refused_in_the_readers_language(client):
    answer = client.generic("POST", "/es/", b"", CONTENT_LENGTH="999999999999999999")
    assert answer.status_code == 413
    assert '<html lang="es"' in answer.content.decode()


def test_length_that_is_no_number_is_nothing(author, draft):
    answer = author.generic("POST", story(draft), b"", CONTENT_LENGTH="many")
    assert answer.status_code in (302, 400, 403)


def test_hostile_text_is_shown_as_text_while_writing(author, draft):
    author.post(story(draft), {"situation": HOSTILE})
    assert saved(draft).sections["situation"] == HOSTILE
    for page in (story(draft), f"/en/network/practice/{draft.record.public_id}/check/"):
        text = author.get(page).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_hostile_text_is_harmless_on_the_desk_and_when_published(client, draft, amina, bruno):
    said = practice_content(title=f"Light {HOSTILE[:25]}").to_json()
    text = said["texts"]["en"]
    change = {
        "title": text["title"],
        "summary": HOSTILE,
        "sections": {**text["sections"], "situation": HOSTILE},
    }
    answers = {
        "maturity": "good",
        "beneficiaries": {"en": HOSTILE},
        "owner": [{"actor": "", "name": HOSTILE, "as": ""}],
    }
    draft = save_draft(
        draft, change={**change, "answers": answers, "territory": "TN", "place": HOSTILE}, by=amina
    )
    send(draft, template=Template.objects.get(current=True, kind="practice"), by=amina)
    client.force_login(bruno)
    desk = client.get(f"/en/network/desk/{draft.record.public_id}/").content.decode()
    record = publish(draft, template=None, by=bruno)
    client.logout()
    page = client.get(f"/r/{record.public_id}", follow=True)
    assert page.status_code == 200
    listed = client.get("/en/search/")
    for html in (desk, page.content.decode(), listed.content.decode()):
        assert dangerous(html) == []


def dangerous(html: str) -> list[str]:
    """List what would run in a page: scripts of its own, handlers, addresses that are programs."""
    found = []
    for node in document_fromstring(html).iter(etree.Element):
        if node.tag == "script" and not node.get("src") and node.get("type") != "application/ld+json":
            found.append(node.text)
        found += [name for name in node.attrib if name.startswith("on")]
        found += [value for value in node.attrib.values() if value.strip().lower().startswith("javascript:")]
    return found


def test_null_bytes_and_control_signs_are_dropped_and_the_words_kept(author, draft):
    author.post(story(draft), {"situation": "Dark\0 stre\x1bets.\r\nTwo.", "page": "a\0b"})
    assert saved(draft).sections["situation"] == "Dark streets.\nTwo."


def test_broken_utf_8_is_kept_as_far_as_it_can_be_read(author, draft):
    body = b"situation=calle%20oscura%20%ff%fe%80&seen=0"
    answer = author.post(story(draft), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert saved(draft).sections["situation"].startswith("calle oscura \ufffd")


def test_form_in_another_encoding_is_answered_with_a_page(author, draft):
    answer = author.post(
        story(draft), b"situation=%e9", content_type="application/x-www-form-urlencoded; charset=latin-1"
    )
    assert answer.status_code in (302, 400)
    assert answer.status_code == 302 or "We could not understand this" in answer.content.decode()


def test_broken_multipart_is_answered_with_a_page(author, draft):
    answer = author.generic(
        "POST", story(draft), b"--x\r\nnothing", content_type="multipart/form-data; boundary="
    )
    assert answer.status_code == 400
    assert "We could not understand this" in answer.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:bad", "a b"])
def test_forged_host_gets_a_page_and_nothing_of_it_is_repeated(db, host):
    answer = Client().get("/es/", headers={"host": host})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "evil" not in page
    assert "<h1>" in page
    assert '<html lang="es"' in page


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_sign_in_leads_to_no_other_site(client, amina, target):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=amina, email=amina.email, verified=True, primary=True)
    answer = client.post(
        "/en/account/login/", {"login": amina.email, "password": "a long enough word", "next": target}
    )
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith(("//", "/\\"))


def test_sign_in_leads_back_to_where_one_was(client, amina, draft):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=amina, email=amina.email, verified=True, primary=True)
    asked = client.get(story(draft)).headers["location"]
    answer = client.post(
        asked, {"login": amina.email, "password": "a long enough word", "next": story(draft)}
    )
    assert answer.headers["location"] == story(draft)


def test_form_without_its_token_gives_back_what_was_typed(amina, draft):
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina)
    text = "Dark streets, and a plan."
    answer = client.post(story(draft), {"situation": text}, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    assert text in answer.content.decode()
    stranger = client.post(story(draft), {"situation": text}, headers={"origin": "https://evil.example"})
    assert stranger.status_code == 403
    assert text not in stranger.content.decode()
    assert "situation" not in saved(draft).sections


def test_form_without_its_token_never_shows_a_password(db):
    client = Client(enforce_csrf_checks=True)
    said = {"login": "amina@example.org", "password": "a long enough word"}
    answer = client.post("/en/account/login/", said, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    assert "a long enough word" not in answer.content.decode()


def test_form_sent_after_signing_out_gives_back_what_was_typed(client, draft):
    text = "Dark streets, and a plan."
    answer = client.post(story(draft), {"situation": text}, headers={"origin": "http://testserver"})
    assert answer.status_code == 401
    assert text in answer.content.decode()
    assert "You were signed out meanwhile" in answer.content.decode()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_wrong_method_is_refused(author, draft, method):
    answer = getattr(author, method)(story(draft))
    assert answer.status_code == 405
    assert "POST" in answer.headers["allow"]


def test_words_are_counted_for_the_page_that_asks(client, db):
    answer = client.post("/es/count-words/", {"text": "uno dos tres", "limit": "2"}).json()
    assert (answer["words"], answer["over"]) == (3, True)
    assert client.post("/en/count-words/", {"text": "one", "limit": "-1"}).json()["over"] is False
    assert (
        client.post("/en/count-words/", {"text": "one two", "limit": "50"}).json()["sentence"]
        == "2 of 50 words"
    )
    assert client.get("/en/count-words/").status_code == 405


def test_typing_aids_answer_whatever_is_typed(client, space, places, themes):
    for typed in ("", "\0", "%", "x" * 5000, "<b>", "Perú"):
        for aid in ("find/territory/", "find/theme/", "network/find/actor/"):
            assert client.get(f"/en/{aid}", {"q": typed}).status_code == 200
    assert client.get("/fr/find/territory/", {"q": "peru"}).json()["results"][0] == {
        "id": "PE",
        "label": "Pérou",
        "hint": "",
    }
    assert client.get("/en/find/territory/", {"q": "lim"}).json()["results"][0] == {
        "id": "PE-LMA",
        "label": "Lima",
        "hint": "Peru",
    }
    found = client.get("/en/find/theme/", {"q": "presupuesto"}).json()["results"]
    assert found[0]["id"] == "participatory-budgeting"
    assert client.get("/en/nowhere/find/actor/", {"q": "x"}).status_code == 404


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize(
    "address",
    [
        "/en/search/feed?q=%01",
        "/en/search/?q=%00%01",
        "/en/search/?territory=%00",
        "/en/search/?theme=%00",
        "/en/search/?space=%00",
        "/en/search/?year=99999999999999999999999",
    ],
)
def test_list_puts_an_odd_question_right(client, make_practice, search_at_once, address, indexed):
    make_practice()
    if indexed:
        search_at_once()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/sitemap-99999999999999999999.xml", "/files/99999999999999999999999/x"])
def test_number_beyond_all_pages_is_not_there(client, make_practice, address):
    make_practice()
    assert client.get(address).status_code == 404


def test_feed_stays_whole_when_an_import_brought_control_signs(client, make_practice):
    make_practice("A canal\x01 dug together")
    etree.fromstring(client.get("/en/search/feed").content)
