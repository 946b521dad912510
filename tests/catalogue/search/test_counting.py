"""Counting where very many are found: a bank larger than what is counted one by one (limits made small, as it is)."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tequio.catalogue.search import counting
from tequio.catalogue.search.answering import search
from tequio.catalogue.search.document import SearchDocument, samples_of
from tequio.catalogue.search.index import SearchIndex
from tequio.catalogue.search.query import About, Query
from tequio.catalogue.search.schema import SAMPLES

EXACT, WIDE, MANY = 2_000, 4_000, 24_000
STAGES = ("innovation", "promising", "good", "institutionalised")
BEGAN = datetime(2000, 1, 1, tzinfo=UTC)


def made(number: int) -> SearchDocument:
    """Every record says *lamp*; *street* is said by as many as are still counted one by one, *well* by a few."""
    words = (
        ["lamp"]
        + (["street"] if number <= EXACT else [])
        + (["well"] if number % 1000 == 0 else [])
        + (["bench"] if number % 2 else [])
    )
    return SearchDocument(
        number,
        "practice" if number % 10 else "actor",
        "network",
        [("en", " ".join(words), "")],
        BEGAN + timedelta(minutes=number),
        territories=("001", "019", "PE") if number % 3 else ("001",),
        country="PE" if number % 3 else "",
        maturity=STAGES[number % 7 % 4],
        year=1990 + number % 30,
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> SearchIndex:
    index = SearchIndex(tmp_path_factory.mktemp("many"))
    with index.rebuild() as indexer:
        for number in range(1, MANY + 1):
            indexer.add(made(number))
        indexer.commit(1)
    return index


@pytest.fixture(autouse=True)
def small_limits(monkeypatch):
    monkeypatch.setattr(counting, "EXACT", EXACT)
    monkeypatch.setattr(counting, "AT_ONCE", EXACT)
    monkeypatch.setattr(counting, "WIDE", WIDE)


@pytest.fixture
def ask(many):
    many.view().counted.clear()

    def ask(words="", filters=None, **changes):
        return search(Query(words, filters or {}, **changes), index=many)

    return ask


def truth(facet):
    return Counter(str(getattr(made(number), facet)) for number in range(1, MANY + 1))


def kinds_of(answer, facet):
    return {type(number) for _value, number in answer.facets[facet]}


def within_bounds(estimates, truths):
    """Five standard deviations of the finest draw: beyond them one draw in a million lies."""
    for value, number in truths.items():
        share = number / MANY
        spread = MANY * (share * (1 - share) / (MANY / SAMPLES[0])) ** 0.5
        assert abs(estimates[value] - number) < 5 * spread, value


@pytest.mark.parametrize("words", ["", "lamp"])
def test_what_very_many_records_say_is_estimated_within_bounds(ask, words):
    answer = ask(words)
    assert answer.about
    for facet in ("kind", "maturity", "year"):
        assert kinds_of(answer, facet) == {About}
        within_bounds(dict(answer.facets[facet]), truth(facet))


def test_what_all_records_have_is_estimated_as_all_of_them(ask):
    assert ask("lamp").facets["space"] == [("network", MANY)]


@pytest.mark.parametrize("words", ["", "lamp"])
def test_number_and_countries_are_exact_however_many_there_are(ask, words):
    answer = ask(words)
    assert type(answer.total) is int
    assert answer.total == MANY
    assert answer.countries == {"PE": MANY - MANY // 3}
    assert {type(number) for number in answer.countries.values()} == {int}


def test_all_is_exact_up_to_the_limit(ask):
    answer = ask("street")
    assert (answer.total, answer.about) == (EXACT, False)
    assert dict(answer.facets["kind"]) == {"practice": EXACT * 9 // 10, "actor": EXACT // 10}


def test_few_of_very_many_are_counted_one_by_one(ask):
    answer = ask("lamp well")
    assert (answer.total, answer.about) == (MANY // 1000, False)
    assert answer.facets["kind"] == [("actor", MANY // 1000)]


def test_facet_that_is_asked_for_exactly_is_exact_among_very_many(ask):
    answer = ask("lamp", exact=("maturity",))
    assert dict(answer.facets["maturity"]) == truth("maturity")
    assert kinds_of(answer, "maturity") == {int}
    assert kinds_of(answer, "year") == {About}


def test_number_of_what_several_words_find_is_estimated_too(ask):
    answer = ask("lamp bench")
    assert type(answer.total) is About
    assert abs(answer.total - MANY / 2) < 5 * (MANY / 2 * SAMPLES[0]) ** 0.5
    assert {type(number) for number in answer.countries.values()} == {About}
    assert len(answer.record_ids) == 20


def test_titles_with_all_words_come_first_among_very_many_and_each_record_once(tmp_path):
    index, titled = SearchIndex(tmp_path), set(range(100, 2_600, 90))
    with index.rebuild() as indexer:
        for number in range(1, 2_601):
            text = (
                ("en", "Lamp, bench", "") if number in titled else ("en", "A note", "lamp bench lamp bench")
            )
            indexer.add(SearchDocument(number, "practice", "network", [text], BEGAN))
        indexer.commit(1)
    pages = [search(Query("lamp bench", page=page), index=index).record_ids for page in range(1, 132)]
    every = [record for page in pages for record in page]
    assert [len(page) for page in pages] == [20] * 130 + [0]
    assert set(every[: len(titled)]) == titled
    assert sorted(every) == list(range(1, 2_601))


def test_facet_without_its_own_filter_is_estimated_beside_exact_ones(ask):
    answer = ask("lamp", {"year": ["1991"]})
    assert answer.total == MANY // 30
    assert kinds_of(answer, "year") == {About}
    assert kinds_of(answer, "maturity") == {int}


def test_same_question_gets_the_same_estimate(ask, many):
    first = ask("lamp").facets
    many.view().counted.clear()
    assert ask("lamp").facets == first


def test_pages_hold_what_the_total_says(ask):
    size, last = 500, MANY // 500 + 1
    assert len(ask("lamp", size=size, page=last, sort="oldest").record_ids) == MANY % size
    past = ask("lamp", size=size, page=last + 1, sort="oldest")
    assert (past.total, past.record_ids) == (MANY, [])


def test_every_sample_holds_its_share_and_lies_within_the_one_before():
    drawn = [samples_of(number) for number in range(1, 64_001)]
    for share in SAMPLES:
        number = sum(str(share) in samples for samples in drawn)
        assert number == pytest.approx(64_000 / share, rel=0.15)
    assert all(samples == [str(share) for share in SAMPLES[: len(samples)]] for samples in drawn)


def test_a_sum_with_an_estimate_is_one():
    assert type(About(3) + 4) is About
    assert type(4 + About(3)) is About
    assert 4 + About(3) == 7
