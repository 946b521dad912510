"""The history of a record, and two versions beside each other."""

import pytest

from tequio.catalogue.publishing.services import bring, hide, open_draft, save_draft
from tequio.catalogue.records.models import Record
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.services import set_template
from tests.cast import practice_content


@pytest.fixture
def republish(space):
    """Publish a record anew: `republish(record, **changes)`."""

    def again(record, title="Light chosen street by street", **changes):
        content = changes.pop("content", None) or practice_content(title, **changes)
        template = Template.objects.get(space=space, current=True, kind="practice")
        return bring(
            kind="practice",
            space=space,
            content=content,
            template=template,
            by=None,
            public_id=record.public_id,
        )[0]

    return again


def url(record, query=""):
    return f"/en/network/versions/{record.public_id}/{query}"


def test_a_word_that_changed_is_marked(client, make_practice, republish):
    record = make_practice()
    text = practice_content().with_text("en", sections={"situation": "Very dark streets."})
    republish(record, content=text)
    page = client.get(url(record)).content.decode()
    assert '<ins><span class="unseen">new: </span>Very dark ' in page
    assert '<del><span class="unseen">gone: </span>Dark ' in page
    assert "Unchanged: Title, Summary" in page


def test_answers_and_the_place_are_compared_in_words(client, make_practice, republish, places):
    record = make_practice()
    republish(record, territory="PE", answers={"maturity": "promising"})
    page = client.get(url(record)).content.decode()
    assert "Tunisia" in page
    assert "Peru" in page
    assert "Good practice" in page


@pytest.mark.parametrize("count", [1, 3])
def test_history_takes_a_constant_number_of_queries(
    client, make_practice, republish, count, django_assert_num_queries
):
    record = make_practice()
    for index in range(count):
        republish(record, f"Title {index}")
    client.get(url(record))
    with django_assert_num_queries(4):
        page = client.get(url(record)).content.decode()
    assert page.count("<time") == count + 1


def test_any_two_versions_are_compared(client, make_practice, republish):
    record = make_practice("First")
    republish(record, "Second")
    republish(record, "Third")
    page = client.get(url(record, "?from=1&to=3")).content.decode()
    assert "</span>First</del>" in page
    assert "</span>Third</ins>" in page
    assert "Second" not in page


@pytest.mark.parametrize(
    "query", ["?from=9&to=7", "?from=x&to=", "?to=draft", "?from=2&to=2", "?from=1&to=1"]
)
def test_versions_that_are_not_there_become_the_nearest(client, make_practice, republish, query):
    record = make_practice("First")
    republish(record, "Second")
    assert client.get(url(record, query)).status_code == 200


def test_what_was_published_once_says_so(client, make_practice):
    assert "has not changed since" in client.get(url(make_practice())).content.decode()


def test_markup_is_shown_and_not_obeyed(client, make_practice, republish):
    record = make_practice()
    republish(record, "<script>alert(1)</script>")
    page = client.get(url(record)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_answers_for_the_secretariat_are_not_for_readers(client, space, make_practice, republish, bruno):
    record = make_practice()
    template = Template.objects.get(space=space, current=True, kind="practice")
    fields = [
        {**field, "audience": "secretariat"} if field["key"] == "situation" else field
        for field in template.fields
    ]
    set_template(space, "practice", template.parts, fields, by=None)
    text = practice_content().with_text("en", sections={"situation": "Known to few."})
    republish(record, content=text)
    assert "Known to few." not in client.get(url(record)).content.decode()
    client.force_login(bruno)
    assert "Known to few." in client.get(url(record)).content.decode()


def test_a_hidden_record_has_no_history_for_readers(client, make_practice, bruno, amina):
    record = hide(make_practice(), reason="Wait.", by=bruno)
    assert client.get(url(record)).status_code == 404
    client.force_login(bruno)
    assert client.get(url(record)).status_code == 200


def test_a_draft_is_compared_with_what_is_published_for_those_who_may_write(
    client, make_practice, amina, dora
):
    record = make_practice(by=amina)
    draft = open_draft(record, by=amina)
    save_draft(draft, change={"title": "Light, and water too"}, by=amina)
    client.force_login(dora)
    assert "water" not in client.get(url(record, "?to=draft")).content.decode()
    client.force_login(amina)
    assert "water" in client.get(url(record, "?to=draft")).content.decode()


def test_a_record_of_another_space_is_not_there(client, make_practice):
    record = make_practice()
    assert client.get(f"/en/elsewhere/versions/{record.public_id}/").status_code == 404


def test_an_actor_that_was_hidden_is_left_out_for_readers(client, make_practice, republish, bruno):
    record = make_practice()
    partners = [{"name": "A neighbour", "as": ""}]
    republish(record, answers={"maturity": "good", "partners": partners})
    hide(Record.objects.get(texts__title="A neighbour"), reason="A private person", by=bruno)
    assert "A neighbour" not in client.get(url(record)).content.decode()
    client.force_login(bruno)
    assert "A neighbour" in client.get(url(record)).content.decode()
