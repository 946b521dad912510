"""The questions of a space, edited on the site."""

import re

import pytest

from tequio.catalogue.publishing.services import open_draft, publish
from tequio.catalogue.templates.models import Template
from tequio.ground.ledger.models import Entry
from tequio.ground.spaces.services import give_role
from tests.cast import make_person

BASE = "/en/network/template/practice/"


@pytest.fixture
def desk(client, bruno):
    client.force_login(bruno)
    return client


def standing():
    return Template.objects.get(kind="practice", current=True)


def field(key):
    return next(field for field in standing().fields if field["key"] == key)


def typed(desk, address):
    """What a page's form holds, as a browser would send it."""
    page = desk.get(address).content.decode()
    found = dict(re.findall(r'<input [^>]*name="([^"]+)"[^>]*? value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        found[name] = re.search(r'value="([^"]+)" selected', options)[1]
    if 'name="required" id="id_required" checked' in page or re.search(r'name="required"[^>]* checked', page):
        found["required"] = "on"
    else:
        found.pop("required", None)
    return {name: value.replace("&#x27;", "'").replace("&quot;", '"') for name, value in found.items()}


def change(desk, key, **words):
    address = f"{BASE}question/{key}/"
    return desk.post(address, {**typed(desk, address), **words})


def add(desk, **words):
    said = {"part": "story", "type": "line", "audience": "public", "number": str(standing().number)}
    return desk.post(f"{BASE}new/", {**said, **words})


def act(desk, what, number=None):
    return desk.post(BASE, {"act": what, "number": str(number or standing().number)})


def test_saving_a_question_as_it_is_changes_nothing(desk):
    before = standing()
    for question in before.questions:
        if question.type in ("prose", "line", "choice", "number", "money"):
            assert change(desk, question.key).status_code == 302
    assert standing().pk == before.pk


def test_a_question_is_reworded_as_a_new_number(desk):
    before = standing().number
    assert change(desk, "situation", prompt_es="¿Qué pasaba?", words="70").status_code == 302
    assert standing().number == before + 1
    assert field("situation")["prompt"]["es"] == "¿Qué pasaba?"
    assert field("situation")["words"] == 70
    assert Entry.objects.filter(action="template.set").count() == 2
    assert "¿Qué pasaba?" in desk.get(f"{BASE}preview/".replace("/en/", "/es/")).content.decode()


def test_a_record_keeps_the_number_that_it_was_answered_with(desk, make_practice):
    record = make_practice()
    number = record.answers.template.number
    change(desk, "situation", heading_en="Before it began")
    record.answers.refresh_from_db()
    assert record.answers.template.number == number
    assert (
        "Before it began"
        not in desk.get(f"/en/network/practice/{record.public_id}-x", follow=True).content.decode()
    )


def test_a_question_is_added_and_asked(desk):
    assert add(desk, heading_en="Who was against it?", heading_es="¿Quién se opuso?").status_code == 302
    assert field("who_was_against_it")["type"] == "line"
    assert "Who was against it?" in desk.get(f"{BASE}preview/").content.decode()
    add(desk, heading_en="Who was against it?")
    assert field("who_was_against_it_2")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Give it a heading"),
        ({"heading_en": "A", "type": "prose", "words": "0"}, "needs a limit of words"),
        ({"heading_en": "A", "type": "prose", "words": "999999999999"}, "needs a limit of words"),
        ({"heading_en": "A", "type": "choice", "choice_0_en": "Only"}, "at least two choices"),
        ({"heading_en": "A" * 501}, "501 letters"),
        ({"heading_en": "A", "type": "script"}, "script"),
        ({"heading_en": "A", "words": "many"}, "number"),
    ],
)
def test_a_question_that_cannot_be_is_refused_and_stays_typed(desk, said, why):
    before = standing().number
    page = add(desk, **said)
    assert page.status_code == 422
    assert why in page.content.decode()
    assert said.get("heading_en", "")[:5] in page.content.decode()
    assert standing().number == before


def test_choices_are_added_and_reworded(desk):
    add(
        desk,
        heading_en="How",
        type="choice",
        choice_0_en="By hand",
        choice_1_en="By post",
        choice_1_es="Por correo",
    )
    assert [choice["key"] for choice in field("how")["choices"]] == ["by-hand", "by-post"]
    change(desk, "how", choice_0_en="By show of hands")
    assert field("how")["choices"][0] == {"key": "by-hand", "label": {"en": "By show of hands"}}


def test_a_question_in_use_keeps_its_type_and_choices(desk, make_practice):
    make_practice()
    assert "One record answers this question" in desk.get(f"{BASE}question/situation/").content.decode()
    page = change(desk, "situation", type="line")
    assert page.status_code == 422
    assert "so its type stays" in page.content.decode()
    gone = {f"choice_0_{code}": "" for code in ("en", "es", "fr", "pt")}
    page = change(desk, "maturity", **gone)
    assert page.status_code == 422
    assert "none can go" in page.content.decode()


def test_a_retired_question_is_not_asked_and_its_answers_stay(desk, make_practice, bruno):
    record = make_practice()
    assert act(desk, "retire situation").status_code == 302
    assert field("situation")["retired"] is True
    assert field("situation")["heading"]["en"] not in desk.get(f"{BASE}preview/").content.decode()
    publish(open_draft(record, by=bruno), template=standing(), by=bruno)
    assert (
        "Dark streets." in desk.get(f"/en/network/practice/{record.public_id}", follow=True).content.decode()
    )
    act(desk, "ask situation")
    assert "retired" not in field("situation")


def test_a_required_question_that_is_retired_is_not_missed(desk, make_practice, bruno):
    record = make_practice(answers={})
    act(desk, "retire maturity")
    publish(open_draft(record, by=bruno), template=standing(), by=bruno)


def test_questions_change_places_within_their_part(desk):
    story = [field["key"] for field in standing().fields if field["part"] == "story"]
    act(desk, f"down {story[0]}")
    act(desk, f"up {story[0]}")
    act(desk, f"up {story[0]}")
    assert [field["key"] for field in standing().fields if field["part"] == "story"] == story
    act(desk, f"down {story[0]}")
    assert [field["key"] for field in standing().fields if field["part"] == "story"][:2] == [
        story[1],
        story[0],
    ]


def test_two_who_change_one_question_lose_nothing(desk):
    address = f"{BASE}question/situation/"
    mine = typed(desk, address)
    change(desk, "situation", prompt_en="Theirs")
    page = desk.post(address, {**mine, "prompt_en": "Mine"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "Mine" in text
    assert "Theirs" in text
    assert field("situation")["prompt"]["en"] == "Theirs"
    again = {**mine, "prompt_en": "Mine", "number": re.search(r'name="number" value="(\d+)"', text)[1]}
    assert desk.post(address, again).status_code == 302
    assert field("situation")["prompt"]["en"] == "Mine"


def test_two_who_change_two_questions_stand_beside_each_other(desk):
    address = f"{BASE}question/situation/"
    mine = typed(desk, address)
    change(desk, "process", prompt_en="Theirs")
    assert desk.post(address, {**mine, "prompt_en": "Mine"}).status_code == 302
    assert field("process")["prompt"]["en"] == "Theirs"
    assert field("situation")["prompt"]["en"] == "Mine"


@pytest.mark.parametrize("what", ["retire nothing", "up nothing", "nonsense", ""])
def test_acts_on_questions_that_are_not_there_change_nothing(desk, what):
    before = standing().pk
    assert act(desk, what).status_code in (302, 409)
    assert standing().pk == before


@pytest.mark.parametrize("page", ["", "new/", "preview/", "question/situation/"])
def test_only_coordinators_see_what_is_asked(client, space, dora, page):
    client.force_login(dora)
    assert client.get(BASE + page).status_code == 404
    editor = make_person("Chen")
    give_role(editor, space, "secretariat", by=None)
    client.force_login(editor)
    assert client.get(BASE + page).status_code == 404
    client.logout()
    assert client.get(BASE + page).status_code == 302


def test_pages_that_are_not_there(desk):
    assert desk.get(f"{BASE}question/nothing/").status_code == 404
    assert desk.get("/en/network/template/actor/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_questions_take_a_constant_number_of_queries(
    desk, make_practice, count, django_assert_num_queries
):
    for index in range(count):
        make_practice(f"Light {index}")
        add(desk, heading_en=f"New {index}")
    with django_assert_num_queries(3):
        desk.get(BASE)
    with django_assert_num_queries(4):
        desk.get(f"{BASE}question/situation/")
