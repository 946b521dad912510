"""What people say of themselves: said, changed, taken back, counted in tens, and never tied to a name by the site."""

import json

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.ground.ledger.models import Entry
from tequio.ground.people.describing.models import SelfDescription
from tequio.ground.people.describing.queries import groups
from tequio.ground.people.describing.rules import in_tens
from tequio.ground.people.describing.services import describe_self, take_back
from tests.cast import make_person

PAGE = "/en/account/me/description/"
NOTHING = {"sphere": None, "gender": None, "age": None, "territory": None}
ALL = {
    "sphere": "academia",
    "gender": "woman",
    "age": "45-59",
    "territory-text": "Peru",
    "territory": "PE",
}


def said_of(person):
    said = SelfDescription.objects.get(person=person)
    return said.sphere, said.gender, said.age, said.territory and said.territory.code


def test_person_says_something_of_themselves_and_finds_it_again(client, amina, places):
    client.force_login(amina)
    assert client.post(PAGE, ALL).url == PAGE
    assert said_of(amina) == ("academia", "woman", "45-59", "PE")
    page = client.get(PAGE).content.decode()
    assert 'value="Peru"' in page
    assert page.count(" checked") == 3


def test_each_question_may_stay_without_an_answer(client, amina, places):
    client.force_login(amina)
    client.post(PAGE, {"age": "75-over", "gender": ""})
    assert said_of(amina) == (None, None, "75-over", None)


def test_answer_is_changed_and_leaves_no_trace(client, amina, places):
    client.force_login(amina)
    client.post(PAGE, ALL)
    client.post(PAGE, {**ALL, "gender": "other", "territory-text": "Tunisia"})
    assert said_of(amina) == ("academia", "other", "45-59", "TN")


@pytest.mark.parametrize("way", ["the button", "no answer at all"])
def test_all_is_taken_back(client, amina, places, way):
    client.force_login(amina)
    client.post(PAGE, ALL)
    if way == "the button":
        client.post(f"{PAGE}take-back/")
    else:
        client.post(PAGE, {"sphere": "", "gender": "", "age": "", "territory-text": ""})
    assert not SelfDescription.objects.exists()
    assert Entry.objects.latest("pk").action == "person.self_description_taken_back"


def test_ledger_learns_that_something_was_said_and_never_what(amina, places):
    describe_self(sphere="state", gender="man", age="18-29", territory=places["PE"], by=amina)
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.subject, entry.by) == (
        "person.self_described",
        f"person:{amina.pk}",
        amina.pk,
    )
    assert not hasattr(entry, "detail")


def test_taking_back_nothing_writes_nothing(amina):
    take_back(by=amina)
    describe_self(**NOTHING, by=amina)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("typed", "said"), [("Atlantis", "no country"), ("Per", "can mean several places")])
def test_place_that_is_not_clear_is_asked_about_and_nothing_is_lost(client, amina, places, typed, said):
    places["PE-LMA"].names = {"es": "Per"}
    places["PE-LMA"].save()
    places["TN"].names = {"en": "Per"}
    places["TN"].save()
    client.force_login(amina)
    page = client.post(PAGE, {**ALL, "territory": "", "territory-text": typed}).content.decode()
    assert said in page
    assert f'value="{typed}"' in page
    assert page.count(" checked") == 3
    assert not SelfDescription.objects.exists()


@pytest.mark.parametrize("name", ["sphere", "gender", "age"])
def test_answer_that_is_none_of_those_asked_is_refused(client, amina, places, name):
    client.force_login(amina)
    assert "errors-title" in client.post(PAGE, {**ALL, name: "<b>"}).content.decode()
    assert not SelfDescription.objects.exists()


@pytest.mark.parametrize("said", [{}, {"sphere": "church"}, {"gender": ""}, {"age": "44"}])
def test_database_refuses_an_empty_row_and_an_unknown_answer(amina, said):
    with pytest.raises(IntegrityError), transaction.atomic():
        SelfDescription.objects.create(person=amina, **said)


@pytest.fixture
def crowd(places):
    """Twenty-nine women from Lima, nine men from Tunisia, ten academics who say nothing else."""
    people = [make_person(f"Person{number}") for number in range(48)]
    for number, person in enumerate(people):
        said = dict(NOTHING)
        if number < 29:
            said |= {"gender": "woman", "territory": places["PE-LMA"]}
        elif number < 38:
            said |= {"gender": "man", "territory": places["TN"]}
        else:
            said |= {"sphere": "academia"}
        describe_self(**said, by=person)


def test_people_are_counted_in_tens_and_small_groups_are_not_shown(client, crowd, dora):
    assert [group.rows for group in groups("en")] == [
        (("Academia", 10),),
        (("Woman", 20),),
        (),
        (("Peru", 20),),
    ]
    client.force_login(dora)
    page = client.get(PAGE).content.decode()
    assert "Woman: 20 or more" in page
    assert "Man: " not in page
    assert "Tunisia: " not in page


def test_counting_costs_the_same_however_many_there_are(amina, places, django_assert_num_queries):
    describe_self(**{**NOTHING, "age": "18-29", "territory": places["PE"]}, by=amina)
    list(groups("en"))
    with django_assert_num_queries(4):
        list(groups("en"))
    for name in ("Bo", "Cy"):
        describe_self(**{**NOTHING, "age": "30-44", "territory": places["TN"]}, by=make_person(name))
    with django_assert_num_queries(4):
        list(groups("en"))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 200)))
def test_no_figure_tells_more_than_its_tens(counts):
    for group, shown in in_tens(counts).items():
        assert shown >= 10
        assert shown % 10 == 0
        assert 0 <= counts[group] - shown < 10


def test_what_was_said_is_in_ones_data_and_goes_with_the_account(client, amina, places):
    client.force_login(amina)
    client.post(PAGE, ALL)
    data = json.loads(b"".join(client.get("/en/account/me/data/all.json").streaming_content))
    assert data["self_description"] == [
        {"sphere": "academia", "gender": "woman", "age": "45-59", "territory": "PE"}
    ]
    client.post("/en/account/me/erase/", {"email": amina.email, "password": "a long enough word"})
    assert not SelfDescription.objects.exists()


def test_page_is_led_to_from_ones_account_and_says_what_for(client, amina):
    assert client.get(PAGE).url.startswith("/en/account/login/")
    client.force_login(amina)
    assert f'href="{PAGE}"' in client.get("/en/account/me/").content.decode()
    page = client.get(PAGE).content.decode()
    assert page.count("<h1>") == 1
    assert "only counted, in groups of ten people or more" in page
    assert "A group is shown from ten people on" in page
