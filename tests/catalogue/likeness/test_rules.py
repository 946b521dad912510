"""Which records are likely the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.catalogue.likeness.rules import OTHER, SAME, SERIES, Sketch, judged, title_likeness


def sketch(title, territory="TN", place="La Marsa", year=None):
    return Sketch([title], territory, place, year)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (sketch("Participatory budgeting in La Marsa", year=2014), sketch("Participatory budgeting in La Marsa", year=2015), SERIES),
        (sketch("Participatory budgeting in La Marsa 2014"), sketch("Participatory budgeting in La Marsa 2015"), SERIES),
        (sketch("Participatory budgeting in La Marsa", year=2014), sketch("Participatory budget of La Marsa", year=2014), SAME),
        (sketch("Participatory budgeting in La Marsa"), sketch("participatory budgeting, in la marsa!"), SAME),
        (sketch("Participatory budgeting in La Marsa"), sketch("Participatory budgeting in Tunis", place="Tunis"), OTHER),
        (sketch("Participatory budgeting"), sketch("Participatory budgeting", territory="PE", place="Lima"), OTHER),
        (sketch("Presupuesto participativo", territory="PE", place=""), sketch("Presupuesto participativo", territory="PE-LMA", place="Lima"), SAME),
        (sketch("Light chosen street by street"), sketch("Water chosen house by house"), OTHER),
        (sketch("Presupuesto participativo de Morón", year=None), sketch("Presupuesto participativo de Moron", year=2008), SAME),
        (Sketch([]), sketch("Anything"), OTHER),
        (sketch("2014"), sketch("2014"), OTHER),
    ],
)  # fmt: skip
def test_two_records_are_judged(one, other, verdict):
    assert judged(one, other) == verdict
    assert judged(other, one) == verdict


def test_any_language_of_a_record_counts():
    translated = Sketch(
        ["Budget participatif de La Marsa", "Participatory budget of La Marsa"], "TN", "", 2014
    )
    assert judged(sketch("Participatory budget of La Marsa", year=2014), translated) == SAME


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_between_nothing_and_one_both_ways(one, other):
    assert 0 <= title_likeness(one, other) == title_likeness(other, one) <= 1
