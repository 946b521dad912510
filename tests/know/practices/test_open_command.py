"""A new site gets its first space and its first coordinator from a command."""

import pytest
from django.core import mail

from tequio.cli import main
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space

OPEN = ["open", "network", "--name", "Red", "--language", "es", "--coordinator", "Rosa@example.org"]


def test_space_opens_with_a_coordinator_who_chooses_a_password(db, client):
    assert main(OPEN) == 0
    assert main(OPEN) == 0
    rosa = Person.objects.get()
    assert (rosa.email, rosa.language, rosa.is_operator) == ("rosa@example.org", "es", False)
    assert not rosa.has_usable_password()
    assert list(rosa.roles.values_list("space__slug", "role")) == [("network", "coordinator")]
    assert Space.objects.get().names == {"es": "Red"}
    client.post("/es/account/password/reset/", {"email": "rosa@example.org"})
    assert "/password/reset/key/" in mail.outbox[0].body


def test_operator_is_made_only_when_asked(db):
    assert main([*OPEN, "--operator"]) == 0
    assert Person.objects.get().is_operator


def test_space_lives_in_the_time_zone_that_is_said_and_keeps_it(db):
    assert main([*OPEN, "--time-zone", "Africa/Tunis"]) == 0
    assert main(OPEN) == 0
    assert Space.objects.get().time_zone == "Africa/Tunis"
    assert main([*OPEN, "--time-zone", "America/Mexico_City"]) == 0
    assert Space.objects.get().time_zone == "America/Mexico_City"


def test_unknown_time_zone_opens_nothing_and_says_how_one_is_written(db, capsys):
    assert main([*OPEN, "--time-zone", "Tunis"]) == 1
    assert "We know no time zone “Tunis”. Time zones are named like Africa/Tunis" in capsys.readouterr().err
    assert not Space.objects.exists()


@pytest.mark.parametrize(("place", "value"), [(1, "two words"), (1, "account"), (-1, "nobody")])
def test_answer_that_is_none_is_refused(db, capsys, place, value):
    arguments = [*OPEN]
    arguments[place] = value
    assert main(arguments) == 1
    assert capsys.readouterr().err
    assert not Space.objects.exists()
