"""The parts of a template, and questions moved between them and removed, on the site."""

import re

import pytest

from tequio.catalogue.publishing.services import open_draft, save_draft, start
from tests.catalogue.questions.test_questions import BASE, act, add, change, desk, field, standing

__all__ = ["desk"]


def keys():
    return [part["key"] for part in standing().parts]


def part(key):
    return next(part for part in standing().parts if part["key"] == key)


def save(desk, key="", number=None, **words):
    address = f"{BASE}part/{key}/" if key else f"{BASE}part/new/"
    return desk.post(address, {"number": str(number or standing().number), **words})


def test_a_part_is_added_after_the_last_and_shown_once_it_asks_something(desk):
    said = {"title_en": "Who pays?", "title_es": "¿Quién paga?", "intro_fr": "L'argent aussi."}
    assert save(desk, **said).status_code == 302
    assert keys()[-1] == "who_pays"
    assert part("who_pays")["title"] == {"en": "Who pays?", "es": "¿Quién paga?"}
    assert part("who_pays")["intro"] == {"fr": "L'argent aussi."}
    assert "Who pays?" not in desk.get(f"{BASE}preview/").content.decode()
    add(desk, part="who_pays", heading_en="Sum")
    assert "Who pays?" in desk.get(f"{BASE}preview/").content.decode()
    save(desk, title_en="Who pays?")
    assert keys()[-1] == "who_pays_2"


def test_a_part_is_renamed_in_four_languages_and_keeps_its_key(desk):
    words = {f"title_{code}": f"How ({code})" for code in ("en", "es", "fr", "pt")}
    assert save(desk, "how", **words).status_code == 302
    assert part("how")["title"] == {"en": "How (en)", "es": "How (es)", "fr": "How (fr)", "pt": "How (pt)"}
    assert "How (pt)" in desk.get(BASE.replace("/en/", "/pt-br/")).content.decode()


def test_saving_a_part_as_it_is_changes_nothing(desk):
    before = standing()
    for key in keys():
        page = desk.get(f"{BASE}part/{key}/").content.decode()
        shown = dict(re.findall(r'<input class="input"[^>]*name="([^"]+)" value="([^"]*)"', page))
        assert save(desk, key, **{name: value.replace("&#x27;", "'") for name, value in shown.items()})
    assert standing().pk == before.pk


def test_parts_change_places_and_the_form_follows(desk):
    first, second, *rest = keys()
    act(desk, f"part-up {first}")
    assert keys() == [first, second, *rest]
    act(desk, f"part-down {first}")
    assert keys() == [second, first, *rest]
    titles = re.findall(r'id="preview-([^"]+)"', desk.get(f"{BASE}preview/").content.decode())
    assert [title for title in titles if title in keys()] == keys()


def test_a_question_moves_to_another_part(desk):
    assert change(desk, "situation", part="results").status_code == 302
    assert field("situation")["part"] == "results"


def test_an_empty_part_is_removed_and_one_with_questions_is_not(desk):
    save(desk, title_en="Spare")
    assert act(desk, "part-remove spare").status_code == 302
    assert "spare" not in keys()
    page = act(desk, "part-remove how")
    assert page.status_code == 409
    assert "Move them to another part first" in page.content.decode()
    assert "how" in keys()


def test_a_part_that_holds_only_retired_questions_is_not_removed(desk):
    act(desk, "retire process")
    page = act(desk, "part-remove how")
    assert page.status_code == 409
    assert "counting those no longer asked" in page.content.decode()


def test_a_question_for_a_part_that_was_removed_meanwhile_stays_typed(desk, space):
    save(desk, title_en="Spare")
    form = desk.get(f"{BASE}new/?part=spare").content.decode()
    assert '<option value="spare" selected>' in form
    act(desk, "part-remove spare")
    page = add(desk, part="spare", heading_en="Too late")
    assert page.status_code == 422
    assert "Too late" in page.content.decode()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Give the part a title"),
        ({"title_en": " "}, "Give the part a title"),
        ({"title_en": "A" * 81}, "81 letters"),
        ({"title_en": "A", "intro_es": "B" * 501}, "501 letters"),
    ],
)
def test_a_part_that_cannot_be_is_refused_and_stays_typed(desk, said, why):
    before = standing().number
    page = save(desk, **said)
    assert page.status_code == 422
    assert why in page.content.decode()
    assert said.get("title_en", "").strip() in page.content.decode()
    assert standing().number == before


def test_a_form_has_twenty_parts_at_most(desk):
    while len(keys()) < 20:
        assert save(desk, title_en="More").status_code == 302
    page = save(desk, title_en="One too many")
    assert page.status_code == 422
    assert "20 parts at most" in page.content.decode()


def test_two_who_change_one_part_lose_nothing(desk):
    seen = standing().number
    save(desk, "how", title_en="Theirs")
    page = save(desk, "how", number=seen, title_en="Mine")
    assert page.status_code == 409
    assert "Mine" in page.content.decode()
    assert "Theirs" in page.content.decode()
    assert part("how")["title"] == {"en": "Theirs"}
    assert save(desk, "how", title_en="Mine").status_code == 302


def test_two_who_change_a_part_and_a_question_stand_beside_each_other(desk):
    seen = standing().number
    save(desk, "how", title_en="Theirs")
    assert act(desk, "retire situation", seen).status_code == 302
    assert part("how")["title"] == {"en": "Theirs"}
    assert field("situation")["retired"] is True


def test_a_record_keeps_the_parts_and_questions_that_it_was_answered_with(desk, make_practice, amina):
    record = make_practice()
    change(desk, "process", part="results")
    act(desk, "part-remove how")
    record.answers.refresh_from_db()
    kept = record.answers.template
    assert kept.number == 1
    assert "how" in [part["key"] for part in kept.parts]
    page = desk.get(f"/en/network/practice/{record.public_id}", follow=True).content.decode()
    assert "Five assemblies, one plenary." in page
    draft = open_draft(record, by=amina)
    assert draft.content["texts"]["en"]["sections"]["process"] == "Five assemblies, one plenary."


def test_a_question_that_nobody_answered_is_removed_once_it_is_retired(desk):
    add(desk, heading_en="Spare")
    assert act(desk, "remove spare").status_code == 409
    act(desk, "retire spare")
    assert act(desk, "remove spare").status_code == 302
    assert "spare" not in [field["key"] for field in standing().fields]


def test_a_question_in_use_is_not_removed(desk, make_practice):
    make_practice()
    act(desk, "retire situation")
    page = act(desk, "remove situation")
    assert page.status_code == 409
    assert "It stays retired" in page.content.decode()
    assert field("situation")["retired"] is True


@pytest.mark.parametrize("change", [{"sections": {"situation": "Dark."}}, {"answers": {"maturity": "good"}}])
def test_a_question_that_a_draft_answers_is_not_removed(desk, space, amina, change):
    draft = start(kind="practice", space=space, language="fr", by=amina)
    save_draft(draft, change=change, by=amina)
    key = next(iter(next(iter(change.values()))))
    act(desk, f"retire {key}")
    assert act(desk, f"remove {key}").status_code == 409
    assert field(key)["retired"] is True


@pytest.mark.parametrize("what", ["part-up nothing", "part-remove nothing", "remove nothing"])
def test_acts_on_parts_that_are_not_there_are_refused(desk, what):
    before = standing().pk
    assert act(desk, what).status_code == 409
    assert standing().pk == before


@pytest.mark.parametrize("page", ["part/new/", "part/how/"])
def test_only_coordinators_see_parts(client, space, dora, page):
    client.force_login(dora)
    assert client.get(BASE + page).status_code == 404
    client.logout()
    assert client.get(BASE + page).status_code == 302


def test_a_part_that_is_not_there_is_not_found(desk):
    assert desk.get(f"{BASE}part/nothing/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_part_takes_a_constant_number_of_queries(desk, count, django_assert_num_queries):
    for index in range(count):
        save(desk, title_en=f"Part {index}")
    with django_assert_num_queries(3):
        desk.get(f"{BASE}part/how/")
