"""The board: what waits for whom."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tequio.catalogue.publishing.board import Counts, counts_of
from tequio.catalogue.publishing.handing import offer
from tequio.catalogue.publishing.models import Draft
from tequio.catalogue.publishing.services import (
    hide,
    open_draft,
    publish,
    save_draft,
    send,
    send_back,
    start,
)
from tequio.catalogue.records.content import read_content
from tequio.catalogue.templates.models import Template
from tequio.ground.queue.services import run_ready
from tequio.ground.spaces.services import give_role
from tests.cast import make_person, practice_content


@pytest.fixture
def desk(client, bruno):
    client.force_login(bruno)
    return client


@pytest.fixture
def sent(space, places, amina):
    """Send practices: `sent("Title")` returns the draft that waits."""

    def make(title="Light", by=None, site=""):
        draft = start(kind="practice", space=space, language="en", by=by or amina)
        said = practice_content(title).to_json()
        change = {key: said["texts"]["en"][key] for key in ("title", "summary", "sections")}
        whole = {**change, "answers": said["answers"], "territory": "TN"}
        draft = save_draft(draft, change=whole, by=by or amina)
        template = Template.objects.get(current=True, kind="practice")
        return send(draft, template=template, by=by or amina, site=site)

    return make


def board(desk, query=""):
    return desk.get(f"/en/network/desk/{query}").content.decode()


def leave_behind(record, author):
    """Translate a record, then change its original."""
    draft = open_draft(record, by=author)
    content = read_content(draft.content)
    Draft.objects.filter(pk=draft.pk).update(
        content=content.with_text("fr", title="La lumière", status="human").to_json()
    )
    publish(draft, template=None, by=author)
    draft = save_draft(open_draft(record, by=author), change={"summary": "It goes on."}, by=author)
    publish(draft, template=None, by=author)


def rest(draft):
    Draft.objects.filter(pk=draft.pk).update(saved=timezone.now() - timedelta(days=31))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "tab", ["waiting", "returned", "offered", "untouched", "behind", "published", "away"]
)
def test_each_tab_takes_a_constant_number_of_queries(
    desk, sent, make_practice, bruno, amina, tab, count, django_assert_num_queries
):
    for index in range(count):
        draft = sent(f"One {index}")
        if tab in ("returned", "untouched"):
            send_back(draft, reason="Say who paid.", by=bruno)
            rest(draft)
        record = make_practice(f"Two {index}")
        if tab == "away":
            hide(record, reason="Wait.", by=bruno)
        if tab == "offered":
            offer(record, email="amina@example.org", by=bruno)
        if tab == "behind":
            leave_behind(record, amina)
    with django_assert_num_queries(6 if tab in ("waiting", "returned", "untouched") else 8):
        page = board(desk, f"?show={tab}")
    assert page.count("<h2") == count


def test_each_tab_says_how_many_wait_there(desk, sent, make_practice, space, places, bruno, amina):
    sent("Waits")
    for title in ("Back", "Back again"):
        send_back(sent(title), reason="Say who paid.", by=bruno)
    rest(Draft.objects.get(content__texts__en__title="Back"))
    rest(open_draft(make_practice("Light", by=amina), by=amina))
    rest(start(kind="practice", space=space, language="en", by=amina))
    offer(make_practice("Water"), email="amina@example.org", by=bruno)
    assert counts_of(space.pk) == Counts(waiting=1, returned=2, offered=1, untouched=2, private=1)


def test_a_title_with_marks_of_html_is_shown_as_it_was_typed(desk, sent):
    sent("<b>Light</b> & water")
    assert "&lt;b&gt;Light&lt;/b&gt; &amp; water</a>" in board(desk)


def test_what_was_sent_back_says_since_when_and_is_its_authors_again(desk, sent, bruno):
    draft = sent("Light")
    send_back(draft, reason="Say who paid.", by=bruno)
    page = board(desk, "?show=returned")
    assert "Light" in page
    assert "Say who paid." in page
    assert f"/desk/{draft.record.public_id}/" not in page
    assert "Light" not in board(desk)


def test_what_was_sent_again_waits_again(desk, sent, bruno, amina):
    draft = sent("Light")
    send_back(draft, reason="Say who paid.", by=bruno)
    send(draft, template=Template.objects.get(current=True, kind="practice"), by=amina)
    assert "Light" in board(desk)
    assert "Light" not in board(desk, "?show=returned")


def test_a_first_draft_is_counted_but_not_shown(desk, space, places, amina):
    draft = start(kind="practice", space=space, language="en", by=amina)
    save_draft(draft, change={"title": "My secret"}, by=amina)
    rest(draft)
    page = board(desk, "?show=untouched")
    assert "My secret" not in page
    assert "One first draft that was never sent" in page


def test_a_change_that_rests_is_shown(desk, make_practice, amina):
    record = make_practice("Light", by=amina)
    rest(open_draft(record, by=amina))
    page = board(desk, "?show=untouched")
    assert "Light" in page
    assert "a change of what is published" in page


def test_translations_that_the_original_left_behind_are_named(desk, make_practice, amina):
    record = make_practice("Light", by=amina)
    make_practice("Water", by=amina)
    leave_behind(record, amina)
    page = board(desk, "?show=behind")
    assert "Light" in page
    assert '<span lang="fr">Français</span>' in page
    assert "Water" not in page


def test_the_board_is_narrowed_to_an_author(desk, sent, dora):
    sent("By Amina")
    sent("By Dora", by=dora)
    page = board(desk, "?author=DORA")
    assert "By Dora" in page
    assert "By Amina" not in page
    assert "Show everybody&#x27;s" in page or "Show everybody's" in page


@pytest.mark.parametrize("query", ["?show=nothing", "?author=%00", "?page=-1", "?author=" + "x" * 2000])
def test_nonsense_in_the_address_is_put_right(desk, sent, query):
    sent()
    assert desk.get(f"/en/network/desk/{query}").status_code == 200


def test_coordinators_are_told_in_their_language_and_the_sender_is_not(space, sent, bruno, dora):
    chen = make_person("Chen", language="es")
    give_role(chen, space, "secretariat", by=None)
    give_role(chen, space, "coordinator", by=None)
    give_role(dora, space, "editor", by=None)
    sent("Light", site="https://tequio.example")
    run_ready()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["bruno@example.org", "chen@example.org"]
    assert "https://tequio.example/es/network/desk/" in next(
        letter.body for letter in mail.outbox if letter.to == ["chen@example.org"]
    )


def test_a_coordinator_who_sends_their_own_is_not_written_to(space, sent, bruno):
    sent("Light", by=bruno, site="https://tequio.example")
    run_ready()
    assert mail.outbox == []
