from hypothesis import given
from hypothesis import strategies as st

from tequio.catalogue.search.highlight import highlight


def test_the_querys_words_are_marked_in_all_their_forms():
    parts = highlight("Los presupuestos de la educación.", {"es:presupuest", "es:educ"}, "es")
    assert parts == [
        ("Los ", False),
        ("presupuestos", True),
        (" de la ", False),
        ("educación", True),
        (".", False),
    ]


def test_an_answers_terms_mark_what_was_found(ask):
    answer = ask("presupesto")
    parts = highlight("Presupuesto de Lima", answer.terms, "es", width=None)
    assert parts[0] == ("Presupuesto", True)


def test_a_long_text_is_cut_around_its_words():
    text = "word " * 200 + "the budget of the participatory city " + "word " * 200
    parts = highlight(text, {"en:budget", "en:participatori"}, "en")
    assert parts[0] == ("…", False)
    assert parts[-1] == ("…", False)
    assert {part for part, marked in parts if marked} == {"budget", "participatory"}
    assert sum(len(part) for part, _marked in parts) <= 222


def test_a_long_text_without_the_words_begins_at_its_beginning():
    parts = highlight("word " * 200, {"en:budget"}, "en")
    assert parts[0][0].startswith("word word")
    assert parts[-1] == ("…", False)


def test_markup_stays_text():
    assert highlight("<b>budget</b>", {"en:budget"}, "en") == [
        ("<b>", False),
        ("budget", True),
        ("</b>", False),
    ]


@given(st.text(max_size=600), st.sampled_from(["en", "es", "fr", "pt", "ar"]))
def test_nothing_is_lost_or_added(text, language):
    marked = {f"{language}:budget", "xx:a", "en:1"}
    assert "".join(part for part, _marked in highlight(text, marked, language, width=None)) == text
    cut = "".join(part for part, _marked in highlight(text, marked, language, width=50)).strip("…")
    assert cut in text
