"""Writes of actors."""

import pytest
from django.db import IntegrityError, transaction

from tequio.catalogue.publishing.services import bring
from tequio.catalogue.records.content import Content, TextContent
from tequio.catalogue.records.models import Record
from tequio.ground.refusals import sentence
from tequio.kit.refusals import Refused
from tequio.know.actors.models import Actor


def test_actor_with_a_long_name_is_found_again(make_practice):
    entry = {"name": "Association of the neighbours of all the streets that lead to the river " * 3, "as": ""}
    make_practice("First", answers={"owner": [entry]})
    make_practice("Second", answers={"owner": [entry]})
    assert Record.objects.filter(kind="actor").count() == 1


def bring_actor(space, website):
    content = Content(
        original="en", texts={"en": TextContent(title="Water union")}, answers={"website": website}
    )
    return bring(kind="actor", space=space, content=content, template=None, by=None, origin="")[0]


@pytest.mark.parametrize("website", ["", "http://water.example", "https://water.example/en?x=1"])
def test_actor_keeps_its_website(space, website):
    assert bring_actor(space, website).actor.website == website


@pytest.mark.parametrize(
    "website",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "www.example.org",
        "https://",
        "http://[",
    ],
)
def test_what_is_no_website_is_refused_in_a_sentence_and_nothing_is_kept(space, website):
    with pytest.raises(Refused) as refused, transaction.atomic():
        bring_actor(space, website)
    assert "is not the address of a website" in sentence(refused.value)
    assert not Actor.objects.exists()


def test_database_keeps_no_website_that_is_not_on_the_web(space):
    record = bring_actor(space, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Actor.objects.filter(record=record).update(website="javascript:alert(1)")
