"""What a draft may be the same as, shown on the desk before it is published."""

import pytest

from tequio.catalogue.publishing.services import save_draft, send, start
from tequio.catalogue.templates.models import Template
from tests.cast import practice_content

TITLE = "Participatory budgeting in La Marsa"


@pytest.fixture
def desk(client, bruno):
    client.force_login(bruno)
    return client


@pytest.fixture
def sent(space, places, amina):
    """Send practices with a title and a year: `sent("Title", 2014)`."""

    def make(title=TITLE, year=2015):
        draft = start(kind="practice", space=space, language="en", by=amina)
        content = practice_content(title)
        change = {
            "title": title,
            "summary": content.main.summary,
            "sections": content.main.sections,
            "answers": {"maturity": "good", "dates": [{"when": str(year), "what": {}}]},
            "territory": "TN",
        }
        draft = save_draft(draft, change=change, by=amina)
        return send(draft, template=Template.objects.get(current=True, kind="practice"), by=amina)

    return make


def page_of(desk, draft):
    return desk.get(f"/en/network/desk/{draft.record.public_id}/").content.decode()


def published(make_practice, year, title=TITLE):
    return make_practice(title, answers={"maturity": "good", "dates": [{"when": str(year), "what": {}}]})


def test_the_same_practice_is_pointed_out(desk, sent, make_practice):
    twin = published(make_practice, 2015)
    page = page_of(desk, sent())
    assert "This may be here already" in page
    assert f"/r/{twin.public_id}" in page


def test_another_year_is_a_series(desk, sent, make_practice):
    published(make_practice, 2014)
    page = page_of(desk, sent())
    assert "Of the same series" in page
    assert "This may be here already" not in page


def test_the_index_finds_what_is_alike(desk, sent, make_practice, search_at_once):
    twin = published(make_practice, 2015, "The participatory budget of La Marsa")
    search_at_once()
    page = page_of(desk, sent("Participatory budget of La Marsa 2015"))
    assert f"/r/{twin.public_id}" in page


def test_two_that_wait_are_pointed_out_to_each_other(desk, sent):
    one, other = sent(), sent()
    assert f"/desk/{other.record.public_id}/" in page_of(desk, one)


def test_a_record_is_not_like_itself(desk, sent):
    assert "This may be here already" not in page_of(desk, sent())


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_the_same_takes_a_constant_number_of_queries(
    desk, sent, make_practice, count, django_assert_num_queries
):
    for _ in range(count):
        published(make_practice, 2015)
    draft = sent()
    page_of(desk, draft)
    with django_assert_num_queries(14):
        page = page_of(desk, draft)
    assert page.count("/r/") == count
