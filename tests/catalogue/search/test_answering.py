import pytest

from tequio.catalogue.search.answering import search
from tequio.catalogue.search.query import FIXED_ORDERS, Query
from tequio.catalogue.search.themes import ThemeLabels

from .conftest import BAHIA, DOCUMENTS, LIMA, SEOUL, TUNIS, TWICE, WATER, document


def test_the_empty_query_gives_everything_newest_first(ask):
    answer = ask()
    assert answer.total == 6
    assert answer.record_ids == [TWICE, WATER, BAHIA, TUNIS, SEOUL, LIMA]


def test_a_theme_named_in_one_language_finds_the_texts_of_the_others(ask):
    answer = ask("presupuesto participativo", language="es")
    assert set(answer.record_ids) == {LIMA, TUNIS, BAHIA}
    assert answer.record_ids[0] == LIMA
    assert answer.themes_found == [("participatory-budgeting", "presupuesto participativo")]


@pytest.mark.parametrize(
    "words", ["budgets participatifs", "PB", "orcamento participativo", "PARTICIPATORY BUDGETING"]
)
def test_a_theme_is_recognised_however_it_is_spelt(ask, words):
    assert ask(words).themes_found == [("participatory-budgeting", words)]
    assert {LIMA, TUNIS, BAHIA} <= set(ask(words).record_ids)


def test_words_beside_a_theme_are_still_required(ask):
    assert ask("presupuesto participativo vecinos", language="es").record_ids == [LIMA]


def test_a_record_that_uses_the_words_without_the_theme_is_found_too(ask):
    assert set(ask("participatory budget").record_ids) == {LIMA, TUNIS, SEOUL, BAHIA}


def test_two_languages_of_one_record_count_once(ask):
    answer = ask("cooperative")
    assert answer.total == 2
    assert answer.facets["language"] == [("en", 2), ("es", 1)]


@pytest.mark.parametrize(
    ("word", "found"),
    [("educación", LIMA), ("educacion", LIMA), ("EDUCACION", LIMA), ("educação", BAHIA), ("educacao", BAHIA)],
)
def test_accents_do_not_matter(ask, word, found):
    assert found in ask(word).record_ids


def test_a_typo_is_forgiven_and_said(ask):
    answer = ask("presupesto")
    assert LIMA in answer.record_ids
    assert answer.corrected == [("presupesto", "presupuesto")]


def test_a_theme_is_recognised_behind_a_typo(ask):
    answer = ask("presupesto participativo", language="es")
    assert answer.themes_found == [("participatory-budgeting", "presupuesto participativo")]
    assert set(answer.record_ids) == {LIMA, TUNIS, BAHIA}


def test_a_typo_in_a_theme_is_forgiven_though_no_title_names_it(index):
    labels = ThemeLabels([("public-water", "es", "Remunicipalización del agua")])
    answer = search(Query("remunicipalizacon del agua", language="es"), labels=labels, index=index)
    assert answer.corrected == [("remunicipalizacon", "remunicipalizacion")]
    assert answer.themes_found == [("public-water", "remunicipalizacion del agua")]


def test_a_theme_is_found_where_no_text_holds_its_words(ask):
    assert set(ask("presupuesto del pueblo", language="es").record_ids) >= {LIMA}
    answer = ask("people's budget")
    assert answer.corrected == []


def test_a_question_is_answered_by_its_rarer_words(index):
    with index.indexer() as indexer:
        for record_id in range(100, 140):
            indexer.add(document(record_id, ("en", "What people did about many things in town", "")))
        indexer.commit(42)
    index.refresh()
    question = "What did people do about many things when elderly care workers founded Seoul"
    assert search(Query(question), index=index).record_ids[0] == TWICE


def test_a_typo_in_a_word_that_no_title_holds_is_forgiven_too(ask):
    answer = ask("enterprizes")
    assert answer.record_ids == [SEOUL]
    assert answer.corrected == []


def test_letters_swapped_at_the_beginning_are_forgiven(ask):
    assert ask("rpesupuesto").corrected == [("rpesupuesto", "presupuesto")]


@pytest.mark.parametrize("word", ["zzz", "xqzwvk", "2031"])
def test_a_word_that_nothing_is_near_to_finds_nothing(ask, word):
    answer = ask(word)
    assert (answer.total, answer.record_ids) == (0, [])


def test_a_rare_word_is_used_as_it_is_and_its_likelier_spelling_offered(tmp_path, index):
    with index.indexer() as indexer:
        for record_id in range(100, 120):
            indexer.add(document(record_id, ("en", "Mail for everybody", "")))
        indexer.add(document(120, ("en", "Trade in northern Mali", "")))
        indexer.commit(42)
    index.refresh()
    answer = search(Query("mali"), index=index)
    assert answer.record_ids == [120]
    assert answer.suggested == [("mali", "mail")]


def test_all_words_are_required_then_most_then_any(ask):
    assert ask("agua limpia").required == "all"
    assert ask("agua limpia").record_ids == [WATER]
    most = ask("agua limpia cooperativa")
    assert (most.required, most.record_ids) == ("most", [WATER])
    either = ask("vecinos cooperatives")
    assert (either.required, set(either.record_ids)) == ("any", {LIMA, SEOUL, TWICE})


def test_a_quoted_phrase_wants_its_words_side_by_side(ask):
    assert ask('"villa el salvador"').record_ids == [LIMA]
    assert ask("«educacao em Salvador»").record_ids == [BAHIA]
    assert ask('"salvador villa"').total == 0
    assert ask('"agua cada barrio"').total == 0


def test_a_phrase_does_not_run_from_one_text_into_the_next(index):
    assert search(Query('"cooperative cuidado"'), index=index).total == 0


def test_stop_words_of_the_readers_language_ask_for_nothing(ask):
    assert ask("the cooperatives of the city", language="en").record_ids == [SEOUL]


def test_a_word_that_another_language_leaves_out_still_counts_where_it_is_one(ask):
    assert WATER in ask("sur", language="es").record_ids


def test_only_stop_words_ask_for_everything(ask):
    assert ask("de la", language="es").total == 6


def test_the_last_word_may_be_a_beginning_while_one_types(ask):
    assert set(ask("coop", typing=True).record_ids) == {SEOUL, TWICE}
    assert ask("coop ", typing=True).total == 0
    assert LIMA in ask("educaci", typing=True).record_ids
    assert ask("presupuest", typing=True).record_ids[0] == LIMA


def test_titles_rank_before_texts(ask):
    assert ask("agua", language="es").record_ids[:2] in ([WATER, BAHIA], [BAHIA, WATER])


def test_a_region_holds_its_countries(ask):
    assert set(ask("", {"territory": ["019"]}).record_ids) == {LIMA, BAHIA, WATER, TWICE}


def test_values_of_one_facet_are_either_and_facets_are_both(ask):
    assert set(ask("", {"territory": ["PE", "TN"]}).record_ids) == {LIMA, TUNIS, WATER}
    assert ask("", {"territory": ["PE", "TN"], "maturity": ["good"]}).record_ids == [LIMA]
    assert ask("agua", {"kind": ["resource"]}).record_ids == [WATER]


def test_a_facet_counts_without_its_own_filter(ask):
    answer = ask("", {"kind": ["resource"]})
    assert answer.total == 1
    assert answer.facets["kind"] == [("practice", 5), ("resource", 1)]
    assert answer.facets["theme"] == [("water", 1)]


def test_facets_and_countries_count_records(ask):
    answer = ask()
    assert answer.facets["space"] == [("network", 5), ("forum", 1)]
    assert ("019", 4) in answer.facets["territory"]
    assert answer.facets["year"][0][1] == 1
    assert answer.countries == {"PE": 2, "TN": 1, "KR": 1, "BR": 1, "MX": 1}


def test_facets_not_asked_for_are_not_counted(ask):
    answer = ask("agua", facets=(), countries=False)
    assert (answer.facets, answer.countries) == ({}, {})
    assert answer.total == 3


def test_an_unknown_facet_is_left_aside_and_an_unknown_value_finds_nothing(ask):
    assert ask("", {"colour": ["red"]}).total == 6
    assert ask("", {"kind": ["unicorn"]}).total == 0


def test_a_box_holds_what_lies_in_it(ask):
    assert ask(box=(-20, -80, 0, -70)).record_ids == [LIMA]


@pytest.mark.parametrize(
    ("sort", "first"), [("newest", TWICE), ("oldest", LIMA), ("title", SEOUL), ("nonsense", TWICE)]
)
def test_sorting(ask, sort, first):
    assert ask("", sort=sort, language="en").record_ids[0] == first


def test_titles_are_sorted_in_the_readers_language(ask):
    assert ask("cooperative", sort="title", language="en").record_ids == [SEOUL, TWICE]
    assert ask("", {"territory": ["MX", "TN"]}, sort="title", language="es").record_ids == [TUNIS, TWICE]


def test_pages_hold_each_record_once(ask):
    for sort in ("relevance", *FIXED_ORDERS):
        pages = [ask("", sort=sort, size=4, page=page).record_ids for page in (1, 2, 3)]
        assert [len(page) for page in pages] == [4, 2, 0]
        assert len({*pages[0], *pages[1]}) == len(DOCUMENTS)


def test_a_page_before_the_first_is_the_first(ask):
    assert ask(page=0).record_ids == ask(page=-7).record_ids == ask(page=1).record_ids


@pytest.mark.parametrize(
    "words", ['"', '""', "AND OR NOT", "title:(x", "a* ~2 ^3", "'; --", "\x00", "é" * 5000, "🙂"]
)
def test_no_sequence_of_letters_is_an_error(ask, words):
    ask(words)
    ask(words, typing=True)
