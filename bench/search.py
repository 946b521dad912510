"""Indexing and searching made records: seconds to index, milliseconds of CPU a query, over a recorded mix.

`python -m bench.search [records] [folder] [-v]`; an index that stands in the folder is used as it is. The texts are cut from the real cases where they are at hand, else made of
syllables. Each query is asked for the first time (nothing is kept since the last commit), then again. A word is a query of one
word without filters; besides those of the mix, the words that most titles hold are asked.
"""

import csv
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import django

CASES = (
    Path(os.environ.get("TEQUIO_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    / "know"
    / "participedia_cases.csv"
)
THEMES = Path(__file__).resolve().parents[1] / "src" / "tequio" / "ground" / "themes" / "seed" / "themes.csv"
TARGETS = {100_000: (60, 10, 10), 1_000_000: (600, 20, 40)}
"""Records: seconds to index, milliseconds at the 95th percentile of the mix, milliseconds for any word."""
WORDS = 300
LANGUAGES = ("en", "en", "en", "en", "es", "es", "fr", "fr", "pt")
SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "bu",
    "ca",
    "ce",
    "ci",
    "co",
    "da",
    "de",
    "di",
    "do",
    "fa",
    "fe",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "ta",
    "te",
    "ti",
    "to",
    "va",
    "vi",
]

TYPING: dict[str, object] = {"typing": True, "facets": (), "countries": False}
MIX: list[tuple[str, dict[str, object]]] = [
    ("", {}),
    ("", {"filters": {"territory": ["019"]}}),
    ("", {"filters": {"theme": ["water-and-sanitation"], "language": ["es", "pt"]}, "sort": "title"}),
    ("", {"filters": {"kind": ["practice"]}, "sort": "oldest", "page": 5}),
    ("health", {}),
    ("budget", {}),
    ("citizens", {}),
    ("jury", {}),
    ("the", {"language": "es"}),
    ("housing", {"filters": {"year": ["2012", "2013", "2014"]}}),
    ("environment", {"sort": "newest"}),
    ("climate", {"page": 3}),
    ("police", {}),
    ("water", {"filters": {"territory": ["PE", "BR"]}}),
    ("school", {"filters": {"language": ["fr"]}}),
    ("public", {}),
    ("assembly", {}),
    ("participatory budgeting", {}),
    ("presupuesto participativo", {"language": "es"}),
    ("budget participatif", {"language": "fr"}),
    ("orçamento participativo", {"language": "pt"}),
    ("health policy", {}),
    ("climate assembly", {}),
    ("citizens jury", {}),
    ("urban planning", {"filters": {"territory": ["150"]}}),
    ("public meeting", {"filters": {"theme": ["governance-and-participation"]}}),
    ("neighbourhood police", {}),
    ("community land trust", {}),
    ("social economy cooperative", {}),
    ("deliberative poll energy", {"filters": {"maturity": ["good"]}}),
    ('"citizens jury"', {}),
    ('"public participation" health', {}),
    ("participtory", {}),
    ("goverment", {}),
    ("enviroment", {}),
    ("deliberatoin", {}),
    ("comunity budgetting", {}),
    ("asembly helth", {}),
    ("xylophonist", {}),
    ("bacedifa", {}),
    ("partic", TYPING),
    ("citizens as", TYPING),
    ("he", TYPING),
    ("what did the city of New York do for people without a voice in the budget", {}),
    ("education youth council", {"language": "es"}),
    ("transport", {"filters": {"sphere": ["state"], "space": ["network"]}}),
    ("elections", {"filters": {"territory": ["001"]}}),
    ("women", {"filters": {"theme": ["women"]}}),
    ("migration refugees", {}),
    ("mayor", {"filters": {"kind": ["practice"], "territory": ["142"], "language": ["en"]}}),
]


def sources(rng: random.Random) -> tuple[list[str], list[list[str]]]:
    """Titles, and the words of each text."""
    if CASES.exists():
        with CASES.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return [row["title"] for row in rows], [re.findall(r"\S+", row["description"]) for row in rows]
    lexicon = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 5))) for _ in range(20_000)]
    weights = [1 / (place + 3) for place in range(len(lexicon))]
    texts = [rng.choices(lexicon, weights, k=60) for _ in range(2000)]
    return [" ".join(text[:6]) for text in texts], texts


def theme_codes() -> list[tuple[str, str]]:
    with THEMES.open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["parent"]) for row in csv.DictReader(file)]


def documents(count: int) -> Iterator[object]:
    """Records of about 300 words: sentences of real cases, every fiftieth word a name that is nearly nobody else's."""
    from tequio.catalogue.search.document import SearchDocument

    rng = random.Random(20)
    titles, texts = sources(rng)
    themes = theme_codes()
    countries = [first + second for first in "ABCDEFGHKLMNPRSTUV" for second in "AEFGLMNRTUZ"] + [
        "PE",
        "BR",
        "TN",
    ]
    regions = ["019", "150", "142", "002", "009"]
    for number in range(count):
        words: list[str] = []
        while len(words) < WORDS:
            words += rng.choice(texts)
        for place in range(10, WORDS, 50):
            words[place] = "".join(rng.choices(SYLLABLES, k=4))
        language = rng.choice(LANGUAGES)
        both = [(language, rng.choice(titles), " ".join(words[:WORDS]))]
        if number % 5 == 0:
            both = [
                (language, both[0][1], " ".join(words[:150])),
                ("fr" if language != "fr" else "en", rng.choice(titles), " ".join(words[150:WORDS])),
            ]
        country = countries[min(int(rng.expovariate(0.03)), len(countries) - 1)]
        chosen = rng.sample(themes, rng.randint(1, 3))
        yield SearchDocument(
            number + 1, "practice" if number % 4 else "actor", "network", both,
            datetime.fromtimestamp(1_000_000_000 + rng.randrange(700_000_000), UTC),
            territories=("001", regions[ord(country[0]) % 5], f"r{ord(country[1]) % 20}", country, f"{country}-{rng.randrange(12)}"),
            themes=tuple(code for code, _parent in chosen), broader=tuple({parent for _code, parent in chosen if parent}),
            spheres=(rng.choice(["state", "economy", "civil-society", "academia"]),),
            maturity=rng.choice(["innovation", "promising", "good", "institutionalised"]),
            year=rng.randint(1990, 2024), country=country,
        )  # fmt: skip


def theme_labels() -> object:
    from tequio.catalogue.search.themes import ThemeLabels

    with THEMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return ThemeLabels(
        (row["code"], language, label)
        for row in rows
        for language in ("en", "es", "fr", "pt")
        for label in [row[language], *row[f"alt_{language}"].split("|")]
        if label
    )


def fill(index, count: int) -> tuple[float, float]:
    """Seconds on the clock and of CPU to index so many records, the making of the records not counted."""
    made = documents(count)
    clock, cpu = 0.0, 0.0
    with index.rebuild(threads=1) as indexer:
        while batch := list(islice(made, 2000)):
            began, spent = time.perf_counter(), time.process_time()
            for one in batch:
                indexer.add(one)
            clock, cpu = clock + time.perf_counter() - began, cpu + time.process_time() - spent
        began, spent = time.perf_counter(), time.process_time()
        indexer.commit(1)
    return clock + time.perf_counter() - began, cpu + time.process_time() - spent


FREQUENT = 12


def frequent(index) -> list[tuple[str, dict[str, object]]]:
    """The words that most titles hold, as queries."""
    from tequio.catalogue.search.analyzer import STOP_WORDS, SURFACE

    searcher = index.view().searcher
    common = {word for line in STOP_WORDS.values() for word in line.split()}
    letters = "abcdefghijklmnopqrstuvwxyz"
    found = [
        one
        for letter in letters
        for one in searcher.terms_with_prefix("title", f"{SURFACE}:{letter}", limit=50)
    ]
    ordered = sorted(found, key=lambda one: -one[1])
    words = [term[len(SURFACE) + 1 :] for term, _number in ordered]
    return [(word, {}) for word in words if word not in common][:FREQUENT]


def measure(index, asked, rounds: int = 7) -> list[tuple[float, float, float, str, int]]:
    """Of each query: milliseconds of CPU at first, again, and at worst; its words; what it found."""
    from tequio.catalogue.search.answering import search
    from tequio.catalogue.search.query import Query

    labels = theme_labels()
    lines = []
    for words, more in asked:
        query = Query(words, **more)
        cold, warm = [], []
        for _ in range(rounds):
            index.view().counted.clear()
            began = time.process_time()
            answer = search(query, labels=labels, index=index)
            middle = time.process_time()
            search(query, labels=labels, index=index)
            cold.append((middle - began) * 1000)
            warm.append((time.process_time() - middle) * 1000)
        lines.append(
            (
                sorted(cold)[rounds // 2],
                sorted(warm)[rounds // 2],
                max(cold),
                f"{words} {more or ''}",
                answer.total,
            )
        )
    return lines


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main(count: int = 100_000, folder: str = "") -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.settings.test")
    django.setup()
    from tequio.catalogue.search.index import SearchIndex

    seconds, mix, any_word = TARGETS.get(count, (0, 0, 0))
    with tempfile.TemporaryDirectory() as made:
        index = SearchIndex(Path(folder or made))
        if not index.exists():
            clock, cpu = fill(index, count)
            size = sum(path.stat().st_size for path in index.folder.iterdir()) / 1e6
            print(f"index {count:,}: {clock:.1f} s (CPU {cpu:.1f} s), {size:.0f} MB; target {seconds} s")
        lines = measure(index, MIX)
        words = [line for line, (asked, more) in zip(lines, MIX, strict=True) if asked.isalnum() and not more]
        words += measure(index, frequent(index))
    if "-v" in sys.argv:
        for cold, warm, worst, said, total in sorted({*lines, *words}, reverse=True):
            print(f"{cold:8.2f} {warm:8.2f} {worst:8.2f} {total:8} {said}")
    cold, warm = [line[0] for line in lines], [line[1] for line in lines]
    print(f"search {count:,}, first asked: p50 {percentile(cold, 0.5):.1f} ms, p95 {percentile(cold, 0.95):.1f} ms "
          f"(target {mix}), slowest {max(cold):.1f} ms")  # fmt: skip
    slowest = max(words)
    print(f"any word of {len(words)}: slowest {slowest[0]:.1f} ms (target {any_word}), {slowest[3].strip()}")
    print(
        f"search {count:,}, asked again: p50 {percentile(warm, 0.5):.1f} ms, p95 {percentile(warm, 0.95):.1f} ms"
    )


if __name__ == "__main__":
    numbers = [one for one in sys.argv[1:] if one.isdigit()]
    folders = [one for one in sys.argv[1:] if "/" in one]
    main(int(numbers[0]) if numbers else 100_000, folders[0] if folders else "")
