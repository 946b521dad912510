import pytest

from tequio.catalogue.templates.rules import Field, check_answer, check_prose
from tequio.kit.refusals import Refused

PROSE = Field("situation", "prose", words=5)


def test_prose_within_its_limit_is_kept():
    assert check_prose(PROSE, "  five words are just right \r\n") == "five words are just right"


def test_prose_over_its_limit_says_how_much():
    with pytest.raises(Refused) as refusal:
        check_prose(PROSE, "one two three four five six seven")
    assert refusal.value.facts == {"field": "situation", "words": 7, "limit": 5, "over": 2}


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        (Field("b", "line"), {"en": "  two   spaces ", "fr": ""}, {"en": "two spaces"}),
        (Field("n", "number"), " 12 ", 12),
        (Field("m", "money"), {"amount": "5", "currency": "TND"}, {"amount": 5, "currency": "TND"}),
        (
            Field("d", "date", most=2),
            [{"when": "2015", "what": {"en": "b"}}, {"when": "2014-01", "what": {"en": "a"}}],
            [{"when": "2014-01", "what": {"en": "a"}}, {"when": "2015", "what": {"en": "b"}}],
        ),
        (
            Field("o", "actor"),
            [{"name": " City ", "as": ""}, {"name": ""}],
            [{"actor": "", "name": "City", "as": ""}],
        ),
    ],
)
def test_answer_takes_its_one_stored_form(field, given, kept):
    assert check_answer(field, given) == kept
    assert check_answer(field, kept) == kept


@pytest.mark.parametrize(
    ("field", "given", "code"),
    [
        (Field("b", "line"), {"en": "x" * 301}, "field.line_too_long"),
        (Field("c", "choice", choices=(("good", {"en": "Good"}),)), "best", "field.unknown_choice"),
        (Field("n", "number"), "many", "field.not_a_number"),
        (Field("d", "date"), [{"when": "2014"}, {"when": "2015"}], "field.too_many"),
        (Field("d", "date"), [{"when": "soon"}], "date.unreadable"),
        (Field("m", "money"), {"amount": -1, "currency": "TND"}, "money.out_of_range"),
    ],
)
def test_answer_that_does_not_fit_is_refused(field, given, code):
    with pytest.raises(Refused) as refusal:
        check_answer(field, given)
    assert refusal.value.code == code
