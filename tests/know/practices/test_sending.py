"""Drafts are checked, sent, taken back, listed and shown before they are public."""

import pytest

from tequio.catalogue.publishing.models import Draft
from tequio.catalogue.records.models import Record
from tests.know.practices.pages import (
    begin,
    check_url,
    content_of,
    part_url,
    save,
    seen,
    text_of,
    token,
    write_all,
)


def test_sending_too_early_lists_everything_with_links(author, draft):
    answer = author.post(check_url(draft), {"act": "send"})
    assert answer.status_code == 409
    page = text_of(answer)
    assert 'href="#said_territory"' in page
    assert "Say where it takes place" in page
    assert page.count('class="error"') >= 5


def test_what_could_not_be_read_keeps_a_draft_from_being_sent(author, draft):
    write_all(author, draft)
    save(author, draft, "basics", maturity="good", budget="a lot")
    answer = author.post(check_url(draft), {"act": "send"})
    assert answer.status_code == 409
    assert "We could not read the amount" in text_of(answer)


def test_what_was_sent_is_not_changed_but_what_was_typed_is_shown(author, draft):
    write_all(author, draft)
    page = author.get(part_url(draft, "story"))
    author.post(check_url(draft), {"act": "send"})
    answer = author.post(
        part_url(draft, "story"), {"page": token(page), "seen": seen(page), "situation": "Late."}
    )
    assert answer.status_code == 409
    assert "Late." in text_of(answer)
    assert content_of(draft).main.sections["situation"] == "Dark streets."
    assert author.get(part_url(draft, "story")).headers["location"] == check_url(draft)


def test_what_was_sent_may_be_taken_back(author, draft):
    write_all(author, draft)
    author.post(check_url(draft), {"act": "send"})
    assert author.post(check_url(draft), {"act": "take back"}).headers["location"] == part_url(draft, "start")
    assert save(author, draft, "story", situation="Darker.").status_code == 302


def test_published_practice_is_opened_changed_and_stays_as_it_was_meanwhile(author, amina, make_practice):
    record = make_practice(by=amina)
    url = f"/en/network/practice/{record.public_id}/check/"
    assert "Readers go on seeing it" in text_of(author.get(url))
    assert author.post(url, {"act": "open"}).status_code == 302
    draft = Draft.objects.get(record=record)
    save(author, draft, "story", situation="It was darker still.")
    assert record.texts.get().sections["situation"] == "Dark streets."
    assert "Published, with a change in writing" in text_of(author.get("/en/mine/"))


@pytest.mark.parametrize("count", [1, 3])
def test_mine_lists_own_practices_in_a_constant_number_of_queries(
    author, amina, space, count, django_assert_num_queries
):
    for index in range(count):
        begin(author, title=f"Practice {index}")
    with django_assert_num_queries(7):
        page = author.get("/en/mine/")
    assert all(f"Practice {index}" in text_of(page) for index in range(count))


def test_mine_shows_nothing_of_others(client, dora, draft):
    client.force_login(dora)
    assert "Light chosen" not in text_of(client.get("/en/mine/"))


def preview_url(draft):
    return f"/en/network/practice/{draft.record.public_id}/preview/"


def test_preview_shows_the_draft_as_its_page_will_look(author, draft):
    write_all(author, draft)
    save(author, draft, "themes", **{"themes-text": "participatory budgeting"})
    save(author, draft, "partners", **{"owner-0-name": "City of La Marsa", "partners-0-name": "A school"})
    page = text_of(author.get(preview_url(draft)))
    assert "This is how it will look" in page
    for words in (
        "Dark streets.",
        "City of La Marsa",
        "A school",
        "Participatory budgeting",
        "550,000",
        "Tunisia",
    ):
        assert words in page
    assert not Record.objects.filter(kind="actor").exists()
    assert Record.objects.get(pk=draft.record_id).territory is None


def test_preview_of_an_empty_draft_answers(author, draft):
    save(author, draft, "start", language="en", title="", summary="", licence="CC-BY-4.0")
    assert author.get(preview_url(draft)).status_code == 200


def test_preview_is_not_there_for_strangers(client, draft, dora):
    client.force_login(dora)
    assert client.get(preview_url(draft)).status_code == 404


def test_check_shows_what_could_not_be_read_as_it_was_typed(author, draft):
    save(
        author,
        draft,
        "basics",
        maturity="good",
        **{"dates-0-when": "last spring", "dates-0-what": "The vote"},
    )
    assert "last spring The vote" in text_of(author.get(check_url(draft)))


def test_page_sent_without_its_name_begins_a_draft_of_its_own(author):
    for title in ("One", "Two"):
        author.post("/en/network/practices/new/", {"language": "en", "title": title})
    assert Draft.objects.count() == 2


def test_draft_that_is_thrown_away_is_gone(author, draft):
    answer = author.post(check_url(draft), {"act": "throw away"})
    assert answer.headers["location"] == "/en/mine/"
    assert not Record.objects.exists()


def test_changes_that_are_thrown_away_leave_what_is_published(author, amina, make_practice):
    record = make_practice(by=amina)
    url = f"/en/network/practice/{record.public_id}/check/"
    author.post(url, {"act": "open"})
    author.post(url, {"act": "throw away"})
    assert not Draft.objects.exists()
    assert Record.objects.get(pk=record.pk).visibility == "published"


def test_what_was_sent_is_not_thrown_away_under_the_coordinators_eyes(author, draft):
    write_all(author, draft)
    author.post(check_url(draft), {"act": "send"})
    assert author.post(check_url(draft), {"act": "throw away"}).status_code == 409
    assert Draft.objects.exists()
