"""`tequio space` opens spaces and refuses with a sentence."""

import argparse

import pytest

from tequio.ground.spaces import command
from tequio.ground.spaces.models import Space


@pytest.fixture
def tequio(capsys):
    def call(*words):
        parser = argparse.ArgumentParser()
        command.arguments(parser)
        code = command.run(parser.parse_args(words))
        said = capsys.readouterr()
        return code, said.out + said.err

    return call


def test_space_is_opened_listed_and_tied_to_a_domain(tequio, bruno, settings):
    settings.ALLOWED_HOSTS = [".example.org"]
    code, said = tequio(
        "open", "la-marsa", "--name", "fr=La Marsa", "--name", "en=La Marsa", "--sort", "municipality",
        "--coordinator", "Bruno@example.org", "--time-zone", "Africa/Tunis",
    )  # fmt: skip
    assert (code, said) == (0, "La Marsa is open at /fr/la-marsa/\n")
    space = Space.objects.get(slug="la-marsa")
    assert (space.roles.get().person, space.time_zone) == (bruno, "Africa/Tunis")
    assert tequio("domain", "la-marsa", "marsa.example.org") == (0, "La Marsa: marsa.example.org\n")
    assert "la-marsa\tmunicipality\tLa Marsa\t1\tmarsa.example.org" in tequio("list")[1]
    assert tequio("domain", "la-marsa") == (0, "La Marsa: no domain\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("open", "network", "--name", "en=Again"), "There is a space at “network” already"),
        (("open", "desk", "--name", "en=Desk"), "already means something"),
        (("open", "x", "--name", "en=X", "--time-zone", "Mars"), "We know no time zone “Mars”"),
        (("open", "x", "--name", "Nameless"), "Say the language of each name"),
        (("open", "x", "--name", "en=X", "--coordinator", "no@example.org"), "Nobody has an account"),
        (("domain", "network", "elsewhere.org"), "does not answer to “elsewhere.org”"),
        (("domain", "nowhere", ""), "There is no space “nowhere”"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(tequio, space, words, said):
    code, told = tequio(*words)
    assert code == 1
    assert said in told
    assert Space.objects.count() == 1
