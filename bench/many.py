"""A database of many records with some 300 words each, cut from real cases where they are at hand, else made of syllables."""

import csv
import os
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

CASES = (
    Path(os.environ.get("TEQUIO_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    / "know"
    / "participedia_cases.csv"
)
WORDS = 300
SECTIONS = ("situation", "priorities", "resources", "process", "results", "lessons")
LANGUAGES = ("en", "en", "en", "en", "es", "es", "fr", "fr", "pt")
BATCH = 2000
ACTORS = 0.05
BEGAN = datetime(2010, 1, 1, tzinfo=UTC)


def sources(rng: random.Random) -> tuple[list[str], list[list[str]]]:
    """Titles, and the words of each text."""
    if CASES.exists():
        with CASES.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return [row["title"][:120] for row in rows], [re.findall(r"\S+", row["description"]) for row in rows]
    lexicon = ["".join(rng.choices("aeioublmnprst", k=rng.randint(2, 9))) for _ in range(20_000)]
    weights = [1 / (place + 3) for place in range(len(lexicon))]
    texts = [rng.choices(lexicon, weights, k=60) for _ in range(2000)]
    return [" ".join(text[:6]) for text in texts], texts


class Maker:
    """Makes rows in bulk, as publications would have left them; the same rows each time."""

    def __init__(self, count: int) -> None:
        from tequio.ground.spaces.services import open_space
        from tequio.ground.territories.models import Territory
        from tequio.ground.territories.services import load_territories
        from tequio.ground.themes.models import Theme
        from tequio.ground.themes.services import load_themes
        from tequio.know.practices.setup import ensure_template

        load_territories()
        load_themes()
        self.space = open_space("network", names={"en": "Network"}, language="en", by=None)
        self.template = ensure_template(self.space)
        self.count, self.rng = count, random.Random(20)
        self.titles, self.texts = sources(self.rng)
        self.themes = list(Theme.objects.values_list("id", flat=True))
        self.places = list(Territory.objects.filter(level="country").order_by("code"))
        self.rng.shuffle(self.places)
        self.actors = int(count * ACTORS)

    def make(self) -> None:
        for numbers in batches(range(1, self.count + 1)):
            self._batch(list(numbers))

    def _batch(self, numbers: list[int]) -> None:
        from django.db import transaction

        from tequio.catalogue.links.models import Link
        from tequio.catalogue.records.models import Record, Text
        from tequio.catalogue.templates.models import Answers
        from tequio.know.actors.models import Actor
        from tequio.know.practices.models import Practice

        practices = [number for number in numbers if number > self.actors]
        through = Record.themes.through
        with transaction.atomic():
            Answers.objects.bulk_create([self._answers(number) for number in practices])
            Record.objects.bulk_create([self._record(number) for number in numbers])
            Text.objects.bulk_create([text for number in numbers for text in self._texts(number)])
            Actor.objects.bulk_create(
                [Actor(record_id=n, sector=self._sector()) for n in numbers if n <= self.actors]
            )
            Practice.objects.bulk_create(
                [Practice(record_id=n, maturity=self._stage(n), since=1990 + n % 35) for n in practices]
            )
            through.objects.bulk_create(
                [
                    through(record_id=n, theme_id=theme)
                    for n in practices
                    for theme in self.rng.sample(self.themes, 3)
                ]
            )
            Link.objects.bulk_create([link for n in practices for link in self._links(n)])

    def _record(self, number: int) -> object:
        from tequio.catalogue.records.models import Record

        actor = number <= self.actors
        return Record(
            id=number,
            public_id=public_id(number),
            kind="actor" if actor else "practice",
            space=self.space,
            visibility="published",
            territory=self.places[min(int(self.rng.expovariate(0.03)), len(self.places) - 1)],
            original_language=self._language(number),
            answers_id=None if actor else number,
            version=1,
            published=BEGAN + timedelta(hours=number),
        )

    def _answers(self, number: int) -> object:
        from tequio.catalogue.templates.models import Answers

        values = {
            "maturity": self._stage(number),
            "budget": {"amount": number * 100_000, "currency": "EUR"},
            "dates": [
                {"when": str(1990 + number % 35), "what": {"en": "It began."}},
                {"when": f"{1990 + number % 35}-06-05", "what": {"en": "The first assembly met."}},
            ],
        }
        return Answers(id=number, template=self.template, values=values)

    def _texts(self, number: int) -> Iterator[object]:
        from tequio.catalogue.records.models import Text
        from tequio.catalogue.records.rules import slug_of

        original = self._language(number)
        words: list[str] = []
        while len(words) < WORDS:
            words += self.rng.choice(self.texts)
        second = "fr" if original != "fr" else "en"
        for language in (original, second) if number % 5 == 0 else (original,):
            title = f"{self.rng.choice(self.titles).strip().capitalize()} {number}"
            size = WORDS // len(SECTIONS)
            sections = {
                key: " ".join(words[place * size : (place + 1) * size]) for place, key in enumerate(SECTIONS)
            }
            yield Text(
                record_id=number,
                language=language,
                title=title,
                slug=slug_of(title),
                summary=" ".join(words[:40]),
                sections=sections,
                status="original" if language == original else "human",
                made_from=0 if language == original else 1,
            )

    def _links(self, number: int) -> Iterator[object]:
        from tequio.catalogue.links.models import Link

        yield Link(source_id=number, relation="owner", target_id=self.rng.randint(1, self.actors))
        yield Link(
            source_id=number,
            relation="partner",
            target_id=self.rng.randint(1, self.actors),
            detail="technical",
        )
        if number % 10 == 0 and number > self.actors + 1:
            yield Link(source_id=number - 1, relation="became", target_id=number)

    def _language(self, number: int) -> str:
        return LANGUAGES[number % len(LANGUAGES)]

    def _stage(self, number: int) -> str:
        return ("innovation", "promising", "good", "institutionalised")[number % 4]

    def _sector(self) -> str:
        return self.rng.choice(["local-government", "company", "academia", "civil-society"])


def public_id(number: int) -> str:
    return f"b{number}"


def batches(numbers: range) -> Iterator[range]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


def make_database(count: int) -> bool:
    """Fill the configured database with so many records and index them, unless it is there already."""
    from django.core.management import call_command

    from tequio.catalogue.records.models import Record
    from tequio.catalogue.search.following import reindex
    from tequio.catalogue.search.index import search_index

    call_command("migrate", verbosity=0)
    made = Record.objects.count() < count
    if made:
        Maker(count).make()
    if made or not search_index().exists():
        reindex()
    return made
