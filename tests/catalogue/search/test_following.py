from dataclasses import replace

import pytest

from tequio.catalogue.publishing.services import hide, show_again, withdraw
from tequio.catalogue.records.content import TextContent
from tequio.catalogue.search.answering import search
from tequio.catalogue.search.following import follow_ledger, reindex, theme_labels
from tequio.catalogue.search.gathering import documents_of
from tequio.catalogue.search.index import SearchUnavailable, search_index
from tequio.catalogue.search.query import Query
from tequio.catalogue.templates.models import Template
from tequio.ground.ledger.queries import head
from tequio.ground.ledger.services import seal
from tequio.ground.queue.orders import FOLLOWERS
from tests.cast import practice_content


def found(words="", **changes) -> list[int]:
    return search(Query(words, **changes), labels=theme_labels()).record_ids


def test_the_worker_follows_the_ledger_for_the_search():
    assert follow_ledger in FOLLOWERS


def test_without_an_index_following_makes_one(search_at_once, make_practice):
    record = make_practice("A canal dug together")
    with pytest.raises(SearchUnavailable):
        found("canal")
    search_at_once()
    assert found("canal") == [record.pk]


def test_what_is_published_is_found_once_it_is_sealed(search_at_once, make_practice):
    search_at_once()
    record = make_practice("A canal dug together")
    follow_ledger()
    search_index().refresh()
    assert found("canal") == []
    search_at_once()
    assert found("canal") == [record.pk]
    assert search_index().position() == head()[0]


def test_what_is_hidden_or_withdrawn_is_gone_and_comes_back(search_at_once, make_practice, bruno):
    record = make_practice("A canal dug together")
    search_at_once()
    hide(record, reason="A mistake.", by=bruno)
    search_at_once()
    assert found("canal") == []
    show_again(record, by=bruno)
    search_at_once()
    assert found("canal") == [record.pk]
    withdraw(record, reason="", by=bruno)
    search_at_once()
    assert found("canal") == []


def test_a_changed_practice_is_found_by_its_new_words(search_at_once, make_practice):
    record = make_practice("A canal dug together", origin="x:1")
    search_at_once()
    make_practice("A bridge built together", origin="x:1")
    search_at_once()
    assert found("canal") == []
    assert found("bridge") == [record.pk]


def test_a_draft_is_not_found(search_at_once, amina, space):
    from tequio.catalogue.publishing.services import save_draft, start

    draft = start(kind="practice", space=space, language="en", by=amina)
    save_draft(draft, change={"title": "A secret canal"}, by=amina)
    search_at_once()
    assert found("canal") == []


def test_a_record_brings_its_facets(search_at_once, make_practice, themes):
    record = make_practice("A canal dug together", territory="PE-LMA", themes=("participatory-budgeting",))
    search_at_once()
    answer = search(Query("canal"))
    assert answer.facets["kind"] == [("practice", 1)]
    assert answer.facets["space"] == [("network", 1)]
    assert answer.facets["maturity"] == [("good", 1)]
    assert answer.facets["language"] == [("en", 1)]
    assert dict(answer.facets["theme"]) == {"participatory-budgeting": 1, "governance-and-participation": 1}
    assert dict(answer.facets["territory"]) == {"001": 1, "PE": 1}
    assert answer.countries == {"PE": 1}
    assert found(filters={"territory": ["PE-LMA"]}) == [record.pk]


def test_a_record_is_found_by_its_country_in_any_language_and_by_its_place(search_at_once, make_practice):
    record = make_practice("A canal dug together", place="Sidi Bou Said")
    search_at_once()
    assert found("Tunisie") == found("túnez") == found("sidi bou said") == [record.pk]


def test_presupuesto_participativo_finds_the_other_languages(search_at_once, make_practice, themes):
    records = [
        make_practice(
            title,
            language=language,
            texts={language: TextContent(title=title, summary="-", sections={})},
            themes=("participatory-budgeting",),
        ).pk
        for language, title in (
            ("fr", "Le budget des habitants"),
            ("en", "The people's budget"),
            ("pt", "O orçamento do povo"),
        )
    ]
    search_at_once()
    answer = search(Query("presupuesto participativo", language="es"), labels=theme_labels())
    assert sorted(answer.record_ids) == sorted(records)
    assert answer.themes_found == [("participatory-budgeting", "presupuesto participativo")]


def test_loading_themes_indexes_everything_anew(search_at_once, make_practice):
    from tequio.ground.themes.services import load_themes

    make_practice("A canal dug together")
    search_at_once()
    before = search_index().folder
    load_themes()
    search_at_once()
    assert search_index().folder != before
    assert search_index().position() == head()[0]


def test_an_index_ahead_of_its_ledger_is_made_anew(search_at_once, make_practice):
    record = make_practice("A canal dug together")
    search_at_once()
    with search_index().indexer() as indexer:
        indexer.delete(record.pk)
        indexer.commit(10_000)
    follow_ledger()
    search_index().refresh()
    assert found("canal") == [record.pk]


def test_reindexing_says_how_far_it_is(search_at_once, make_practice):
    for title in ("One", "Two", "Three"):
        make_practice(title)
    said = []
    assert reindex(lambda done, total: said.append((done, total))) == 3
    assert said[-1] == (3, 3)
    assert search_index().position() == head()[0]


def test_following_takes_more_entries_than_one_batch_holds(search_at_once, make_practice, monkeypatch):
    search_at_once()
    monkeypatch.setattr("tequio.catalogue.search.following.BATCH", 2)
    records = {make_practice(f"Canal number {number}").pk for number in range(5)}
    search_at_once()
    assert set(found("canal")) == records


@pytest.mark.parametrize("count", [1, 3])
def test_gathering_costs_the_same_for_one_and_for_many(
    make_practice, themes, count, django_assert_num_queries
):
    from tequio.ground.themes.queries import all_themes

    records = [make_practice(f"Canal {number}", territory="PE-LMA").pk for number in range(count)]
    all_themes()
    list(documents_of(records))
    with django_assert_num_queries(7):
        assert len(list(documents_of(records))) == count


def test_following_costs_two_queries_when_nothing_has_changed(search_at_once, django_assert_num_queries, db):
    search_at_once()
    with django_assert_num_queries(2):
        follow_ledger()


def test_the_command_makes_the_index(search_at_once, make_practice, capsys):
    from tequio.catalogue.search import command

    make_practice("A canal dug together")
    assert command.run(None) == 0
    assert "1 records can be searched." in capsys.readouterr().out
    seal()
    assert len(found("canal")) == 1


def test_what_only_the_secretariat_reads_is_not_found(search_at_once, space, make_practice):
    template = Template.objects.get(space=space, kind="practice")
    for field in template.fields:
        if field["key"] == "situation":
            field["audience"] = "secretariat"
    template.save()
    text = replace(practice_content().main, sections={"situation": "xylophone", "process": "marimba"})
    record = make_practice(texts={"en": text})
    search_at_once()
    assert found("xylophone") == []
    assert found("marimba") == [record.pk]
