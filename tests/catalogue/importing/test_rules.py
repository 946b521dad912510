import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.catalogue.importing.rules import (
    cut_title,
    first_sentences,
    sentence_case,
    web_address,
)
from tequio.kit.words import count_words


@pytest.mark.parametrize(
    ("text", "names", "said"),
    [
        ("british columbia citizens' assembly", "British Columbia", "British Columbia citizens' assembly"),
        ("a jury. it met twice! why? nobody knows", "", "A jury. It met twice! Why? Nobody knows"),
        ("“a budget” in são paulo", "São Paulo", "“A budget” in São Paulo"),
        ("the romans of rome", "Rome", "The romans of Rome"),
        ("Already IN capitals. as it is", "", "Already IN capitals. as it is"),
        ("one\ntwo", "", "One\nTwo"),
        ("", "", ""),
        ("123", "", "123"),
    ],
)
def test_capitals_are_given_back_to_texts_that_have_none(text, names, said):
    assert sentence_case(text, names) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [("short", "short"), ("one two three four", "one two…"), ("abcdefghijklmnop", "abcdefghi…")],
)
def test_a_title_is_cut_at_a_word(title, said):
    assert cut_title(title, 10) == said


@settings(deadline=None)
@given(st.text(min_size=1), st.integers(2, 50))
def test_a_cut_title_is_never_too_long(title, longest):
    assert len(cut_title(title, longest)) <= longest


def test_the_first_sentences_that_fit_are_kept_whole():
    text = "One two three. Four five! Six seven eight nine."
    assert first_sentences(text, 5) == "One two three. Four five!"
    assert first_sentences(text, 4) == "One two three."
    assert first_sentences(text, 100) == text
    assert first_sentences("One two three four five six", 3) == "One two three…"


@settings(deadline=None)
@given(st.lists(st.sampled_from(["word", "end.", "what?", "a.b", "\n"]), min_size=1), st.integers(1, 8))
def test_the_first_sentences_are_within_their_limit(parts, most):
    text = " ".join(parts)
    assert count_words(first_sentences(text, most)) <= most


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://cases.example/1?a=b", "https://cases.example/1?a=b"),
        (" http://cases.example ", "http://cases.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//cases.example", ""),
        ("https://", ""),
        ("https://[", ""),
        ("https://a b", ""),
        ('https://a"onclick', ""),
        ("https://a.example/" + "x" * 500, ""),
    ],
)
def test_only_addresses_of_the_web_are_kept(text, said):
    assert web_address(text) == said
