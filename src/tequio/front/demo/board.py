"""What the demo's coordinator finds on the board beside the drafts: changes of what is published, and offers."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tequio.catalogue.publishing.handing import offer
from tequio.catalogue.publishing.services import open_draft, publish, save_draft, send
from tequio.catalogue.records.models import Record
from tequio.front.demo.drafting import as_if_ago
from tequio.front.demo.reading import FOLDER, address_of, read_file
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.know.practices.setup import ensure_template


def fill_board(space: Space, people: Mapping[str, Person]) -> None:
    """Change and offer practices of the demo, each once; what somebody has worked on is left to them."""
    told = read_file(FOLDER / "board.toml")
    for data in told["changes"]:
        record = Record.objects.filter(public_id=address_of(data["record"]), version=1).first()
        if record and not (record.decisions.exists() or hasattr(record, "draft")):
            _change(record, data, space, people)
    for data in told["offers"]:
        record = Record.objects.filter(public_id=address_of(data["record"])).first()
        if record and record.author != people[data["to"]] and not record.offers.exists():
            offer(record, email=people[data["to"]].email, by=people[data["by"]])
            as_if_ago(record, data["days"])


@transaction.atomic
def _change(record: Record, data: Mapping[str, Any], space: Space, people: Mapping[str, Person]) -> None:
    author, template = people[data["by"]], ensure_template(space)
    sections = {key: prose.strip() for key, prose in data["sections"].items()}
    draft = save_draft(open_draft(record, by=author), change={"sections": sections}, by=author)
    if data["state"] != "writing":
        draft = send(draft, template=template, by=author)
    if data["state"] == "published":
        publish(draft, template=template, by=people[data["decided_by"]])
    as_if_ago(record, data["days"])
