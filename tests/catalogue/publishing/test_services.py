from dataclasses import replace

import pytest

from tequio.catalogue.publishing.models import Decision, Draft, Version
from tequio.catalogue.publishing.services import (
    bring,
    hide,
    open_draft,
    publish,
    save_draft,
    save_part,
    send,
    send_back,
    show_again,
    start,
    take_back,
    throw_away,
)
from tequio.catalogue.records.content import TextContent, read_content
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.templates.models import Template
from tequio.ground.ledger.models import Entry
from tequio.kit.refusals import Refused
from tests.cast import practice_content


@pytest.fixture
def template(space):
    return Template.objects.get(space=space, kind="practice", current=True)


@pytest.fixture
def draft(space, places, amina):
    draft = start(kind="practice", space=space, language="en", by=amina)
    change = practice_content().to_json()
    text = change["texts"]["en"]
    return save_draft(
        draft,
        change={
            "title": text["title"],
            "summary": text["summary"],
            "sections": text["sections"],
            "answers": change["answers"],
            "territory": "TN",
        },
        by=amina,
    )


def actions() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("action", flat=True))


def test_start_makes_a_draft_that_nobody_else_sees(space, amina):
    draft = start(kind="practice", space=space, language="es", by=amina)
    assert draft.record.visibility == "draft"
    assert draft.record.author == amina
    assert actions()[-1] == "draft.started"


def test_save_merges_parts_so_that_two_at_once_lose_nothing(draft, amina):
    save_draft(draft, change={"sections": {"lessons": "Ask early."}}, by=amina)
    kept = save_draft(draft, change={"answers": {"beneficiaries": {"en": "Residents"}}}, by=amina)
    content = read_content(kept.content)
    assert content.main.sections["lessons"] == "Ask early."
    assert content.main.sections["situation"] == "Dark streets."
    assert content.answers == {"maturity": "good", "beneficiaries": {"en": "Residents"}}
    assert kept.revision == 4


def test_send_then_publish_makes_version_one_for_everybody(draft, template, amina, bruno):
    send(draft, template=template, by=amina)
    record = publish(draft, template=template, by=bruno)
    assert (record.visibility, record.version) == ("published", 1)
    assert Text.objects.get(record=record).slug == "light-chosen-street-by-street"
    assert Version.objects.get(record=record).number == 1
    assert record.practice.maturity == "good"
    assert not Draft.objects.filter(record=record).exists()
    assert actions()[-2:] == ["draft.sent", "record.published"]


def test_send_is_refused_while_something_required_is_missing(space, places, template, amina):
    draft = start(kind="practice", space=space, language="en", by=amina)
    with pytest.raises(Refused) as refusal:
        send(draft, template=template, by=amina)
    assert refusal.value.code == "title.missing"


def test_sent_draft_is_not_changed_under_the_coordinators_eyes(draft, template, amina):
    send(draft, template=template, by=amina)
    with pytest.raises(Refused, match="draft.sent"):
        save_draft(draft, change={"title": "Another"}, by=amina)
    take_back(draft, by=amina)
    assert (
        save_draft(draft, change={"title": "Another"}, by=amina).content["texts"]["en"]["title"] == "Another"
    )


def test_send_back_needs_a_reason_and_returns_the_draft(draft, template, amina, bruno):
    send(draft, template=template, by=amina)
    with pytest.raises(Refused, match="decision.reason_missing"):
        send_back(draft, reason="  ", by=bruno)
    send_back(draft, reason="Say who paid.", by=bruno)
    record = Record.objects.get(pk=draft.record_id)
    assert record.visibility == "draft"
    assert Decision.objects.get(record=record).reason == "Say who paid."


def test_changing_what_is_published_shows_only_after_the_next_publication(
    make_practice, template, amina, bruno
):
    record = make_practice(by=amina)
    draft = open_draft(record, by=amina)
    save_draft(draft, change={"title": "Light, chosen by all"}, by=amina)
    assert Text.objects.get(record=record).title == "Light chosen street by street"
    send(draft, template=template, by=amina)
    record.refresh_from_db()
    assert record.visibility == "published"
    record = publish(draft, template=template, by=bruno)
    text = Text.objects.get(record=record)
    assert (text.title, text.changed_in, record.version) == ("Light, chosen by all", 2, 2)


def test_hide_and_show_again(make_practice, bruno):
    record = hide(make_practice(), reason="Wrong place", by=bruno)
    assert record.visibility == "hidden"
    assert show_again(record, by=bruno).visibility == "published"


def test_bring_twice_changes_nothing(space, places, template):
    said = {
        "kind": "practice",
        "space": space,
        "content": practice_content(),
        "template": template,
        "by": None,
    }
    first, done = bring(**said, origin="bank:1")
    assert done == "made"
    before = Entry.objects.count(), Version.objects.count()
    again, done = bring(**said, origin="bank:1")
    assert (again, done) == (first, "unchanged")
    assert (Entry.objects.count(), Version.objects.count()) == before


def test_bring_with_actors_makes_them_once(space, places, template):
    answers = {"maturity": "good", "owner": [{"name": "City of Light", "actor": "", "as": ""}]}
    said = {
        "kind": "practice",
        "space": space,
        "content": practice_content(answers=answers),
        "template": template,
        "by": None,
    }
    record, _ = bring(**said, origin="bank:2")
    assert bring(**said, origin="bank:2")[1] == "unchanged"
    assert Record.objects.filter(kind="actor").count() == 1
    owner = record.links_out.get(relation="owner").target
    assert owner.texts.get().title == "City of Light"


def test_translation_that_was_not_touched_keeps_what_it_was_made_from(space, places, template):
    french = TextContent(title="La lumière, rue par rue", summary="Choisie ensemble.", status="human")
    first = practice_content().with_text("fr", **vars(french))
    record, _ = bring(
        kind="practice", space=space, content=first, template=template, by=None, origin="bank:3"
    )
    second = first.with_text("en", title="Light, chosen by all")
    bring(kind="practice", space=space, content=second, template=template, by=None, origin="bank:3")
    original, translation = record.texts.get(language="en"), record.texts.get(language="fr")
    assert (original.changed_in, translation.made_from) == (2, 1)


def test_ties_are_made_and_removed_with_the_content(space, places, template, make_practice):
    other = make_practice("The second heading")
    said = {"kind": "practice", "space": space, "template": template, "by": None, "origin": "bank:4"}
    record, _ = bring(content=practice_content(ties=(("became", other.public_id),)), **said)
    assert record.links_out.get().relation == "became"
    bring(content=practice_content(), **said)
    assert not record.links_out.exists()


def test_publish_takes_another_original_language(draft, template, amina, bruno):
    record = publish(send(draft, template=template, by=amina), template=template, by=bruno)
    again = save_draft(open_draft(record, by=amina), change={"original": "fr"}, by=amina)
    publish(again, template=template, by=bruno)
    assert list(record.texts.values_list("language", "status")) == [("fr", "original")]


def test_original_and_translation_may_change_places(make_practice):
    text = practice_content().texts["en"]
    moved = replace(text, status="human")
    make_practice(origin="x:1", original="es", texts={"en": moved, "es": text})
    record = make_practice(origin="x:1", texts={"en": text, "es": moved})
    assert dict(record.texts.values_list("language", "status")) == {"en": "original", "es": "human"}


def test_draft_that_was_published_meanwhile_is_refused(draft, template, amina, bruno):
    draft = send(draft, template=template, by=amina)
    publish(draft, template=template, by=bruno)
    for late in (
        lambda: publish(draft, template=template, by=bruno),
        lambda: send_back(draft, reason="Too late", by=bruno),
        lambda: save_part(draft, part="start", change={}, typed={}, by=amina),
        lambda: take_back(draft, by=amina),
        lambda: throw_away(draft, by=amina),
    ):
        with pytest.raises(Refused, match=r"draft\.not_there"):
            late()


def test_publish_refuses_what_was_changed_since_it_was_read(draft, template, amina, bruno):
    read = send(draft, template=template, by=amina)
    change = {"title": "Something else"}
    send(save_draft(take_back(read, by=amina), change=change, by=amina), template=template, by=amina)
    with pytest.raises(Refused, match=r"draft\.changed_meanwhile"):
        publish(read, template=template, by=bruno, seen=read.revision)
