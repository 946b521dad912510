"""The demo's spaces beside the network: who runs them, what they say, how they look, what they show from elsewhere."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tequio.catalogue.records.models import Record
from tequio.catalogue.showings.services import show_in
from tequio.front.demo.reading import FOLDER, address_of, read_file
from tequio.ground.people.models import Person
from tequio.ground.spaces.joining.services import ask_to_join
from tequio.ground.spaces.look.services import set_accent
from tequio.ground.spaces.models import JoinRequest, Role, Space
from tequio.ground.spaces.services import give_role, open_space, set_time_zone, write_words
from tequio.know.practices.setup import ensure_template

ASKED = "I work with market women in Campinas and would like to learn with you."


def open_others(network: Space, people: Mapping[str, Person]) -> None:
    """Open the other spaces, each once, and let somebody wait at the network's door."""
    for slug, data in read_file(FOLDER / "spaces.toml").items():
        if slug == network.slug:
            _say(network, data, people["bruno"])
        elif not Space.objects.filter(slug=slug).exists():
            _open(slug, data, people)
    dora = people["dora"]
    if not (
        JoinRequest.objects.filter(space=network, person=dora).exists()
        or Role.objects.filter(space=network, person=dora).exists()
    ):
        ask_to_join(network, ASKED, by=dora)


@transaction.atomic
def _open(slug: str, data: Mapping[str, Any], people: Mapping[str, Person]) -> None:
    space = open_space(slug, names=data["names"], language=data["language"], sort=data["sort"], by=None)
    ensure_template(space)
    for key, role in data["roles"].items():
        give_role(people[key], space, role, by=None)
    runs = people[next(key for key, role in data["roles"].items() if role == "coordinator")]
    _say(space, data, runs)
    set_time_zone(space, data["time_zone"], by=runs)
    set_accent(space, data["light"], "", by=runs)
    for key in data["shows"]:
        record = Record.objects.filter(public_id=address_of(key), visibility="published").first()
        if record:
            show_in(record, space, by=runs)


def _say(space: Space, data: Mapping[str, Any], by: Person) -> None:
    """Write the space's words in each language, unless somebody has written there."""
    if space.revision:
        return
    for language in data.get("welcome", space.names):
        space = write_words(
            space,
            language,
            name=space.names.get(language, ""),
            welcome=data.get("welcome", space.welcome).get(language, ""),
            about=data.get("about", {}).get(language, ""),
            revision=space.revision,
            by=by,
        )
