"""Seeds a site with the demo: a space, its people, actors, practices, drafts and a full board; a second time changes nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tequio.catalogue.publishing.services import bring
from tequio.catalogue.records.content import Content
from tequio.catalogue.records.models import Record
from tequio.front.demo.board import fill_board
from tequio.front.demo.budgets import open_editions
from tequio.front.demo.cast import ensure_cast
from tequio.front.demo.drafting import draft_all
from tequio.front.demo.reading import (
    FOLDER,
    actor_content,
    address_of,
    fingerprint,
    practice_content,
    read_file,
    read_folder,
)
from tequio.front.demo.spaces import open_others
from tequio.ground.ledger.models import Entry
from tequio.ground.ledger.services import enter, seal
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.services import open_space
from tequio.ground.territories.services import load_territories
from tequio.ground.themes.services import load_themes
from tequio.know.practices.setup import ensure_template

SPACE = "network"
NAMES = {
    "en": "Network of Cities",
    "es": "Red de Ciudades",
    "fr": "Réseau de villes",
    "pt": "Rede de Cidades",
}
WELCOME = {
    "en": "Cities that build their economy together, and tell each other how.",
    "es": "Ciudades que construyen juntas su economía, y se cuentan cómo.",
    "fr": "Des villes qui bâtissent ensemble leur économie, et se racontent comment.",
    "pt": "Cidades que constroem juntas a sua economia, e contam umas às outras como.",
}


def seed() -> bool:
    """Seed the site unless it has been seeded with this very content; says whether it wrote. One query when not.

    What people have changed since is left as they made it.
    """
    mark = f"demo:{fingerprint()}"
    if Entry.objects.filter(action="demo.seeded", subject=mark).exists():
        return False
    space = _space()
    people = ensure_cast(space)
    _bring_records(space, people)
    draft_all(space, people)
    fill_board(space, people)
    open_others(space, people)
    open_editions(people)
    with transaction.atomic():
        enter("demo.seeded", subject=mark, by=None, space=space.pk)
    seal()
    return True


def _space() -> Space:
    load_territories()
    load_themes()
    space = open_space(SPACE, names=NAMES, language="es", by=None)
    if not space.welcome:
        space.welcome = WELCOME
        with transaction.atomic():
            space.save(update_fields=["welcome"])
    ensure_template(space)
    return space


def _bring_records(space: Space, people: Mapping[str, Person]) -> None:
    for key, data in read_file(FOLDER / "actors.toml").items():
        _bring("actor", key, actor_content(data), space, people["bruno"])
    practices = read_folder("practices")
    for key in linked_first(practices):
        author = people["amina" if key.startswith("la-marsa") else "bruno"]
        _bring("practice", key, practice_content(practices[key]), space, author)


def _bring(kind: str, key: str, content: Content, space: Space, author: Person) -> None:
    """Bring one record of the demo, unless somebody worked on it: then it is theirs."""
    public_id = address_of(key)
    record = Record.objects.filter(public_id=public_id).first()
    if record and (record.decisions.exists() or hasattr(record, "draft")):
        return
    template = ensure_template(space) if kind == "practice" else None
    bring(
        kind=kind,
        space=space,
        content=content,
        template=template,
        by=author,
        origin=f"demo:{key}",
        public_id=public_id,
    )


def linked_first(practices: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Order practices so that each comes after those it links to."""
    ordered: list[str] = []

    def visit(key: str) -> None:
        if key not in ordered:
            for link in practices[key].get("links", ()):
                visit(link["target"])
            ordered.append(key)

    for key in practices:
        visit(key)
    return ordered
