"""Reads of what people say of themselves: their own words for themselves, groups of ten for everybody else."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tequio.ground.people.describing.models import SelfDescription, Sphere
from tequio.ground.people.describing.rules import in_tens
from tequio.ground.people.models import Person
from tequio.ground.people.personal import Rows
from tequio.ground.territories.queries import large_places

ASKED: dict[str, tuple[Any, list[tuple[str, Any]]]] = {
    "sphere": (_("Sphere"), Sphere.choices),
    "gender": (_("Gender"), SelfDescription.Gender.choices),
    "age": (_("Age"), SelfDescription.Age.choices),
}
"""Each question with its possible answers, in their order; the territory is asked beside them."""


@dataclass(frozen=True)
class Groups:
    """One question, and how many people gave each answer, by whole tens; smaller groups are not in it."""

    label: str
    rows: tuple[tuple[str, int], ...]


def description_of(person: Person) -> SelfDescription | None:
    """What a person says of themselves, for that person alone: one query."""
    return SelfDescription.objects.select_related("territory").filter(person=person).first()


def said_by(person: Person) -> Rows:
    """Yield it as they take it along: one query."""
    said = description_of(person)
    if said:
        place = said.territory.code if said.territory else None
        yield {"sphere": said.sphere, "gender": said.gender, "age": said.age, "territory": place}


def groups(language: str) -> Iterator[Groups]:
    """Yield who takes part, question by question, in tens and never across two questions: four queries."""
    for question, (label, answers) in ASKED.items():
        counts = in_tens(_counted(question))
        yield Groups(str(label), tuple((str(name), counts[key]) for key, name in answers if key in counts))
    yield Groups(gettext("Country"), _countries(language))


def _counted(question: str) -> dict[str, int]:
    said = SelfDescription.objects.filter(**{f"{question}__isnull": False})
    return dict(said.order_by().values_list(question).annotate(Count("pk")))


def _countries(language: str) -> tuple[tuple[str, int], ...]:
    countries = {code: place for code, place in large_places().items() if place.level == "country"}
    counts: Counter[str] = Counter()
    for path, number in _counted("territory__path").items():
        counts.update({code: number for code in path.split("/") if code in countries})
    named = [(countries[code].name_in(language), number) for code, number in in_tens(counts).items()]
    return tuple(sorted(named, key=lambda row: (-row[1], row[0])))
