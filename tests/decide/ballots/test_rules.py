"""What a tap makes of the choices on the page."""

import pytest

from tequio.decide.ballots.rules import Tap, read_tap, tapped, wanting
from tequio.kit.refusals import Refused
from tests.decide.protocol.example import freeze

pytestmark = pytest.mark.one_database
RULES = freeze()


def taps(*texts, shown=None):
    choices = shown or {}
    for text in texts:
        choices = tapped(RULES, choices, read_tap(text))
    return choices


def test_approvals_are_added_and_taken_back():
    assert taps("add:c1", "add:c2", "add:c1") == {"coast": {"c1": 1, "c2": 1}}
    assert taps("add:c1", "remove:c1", "remove:c1") == {}


def test_a_ranking_has_no_gap():
    assert taps("add:s1", "add:s2", "add:s3") == {"schools": {"s1": 1, "s2": 2, "s3": 3}}
    assert taps("add:s1", "add:s2", "add:s3", "remove:s1") == {"schools": {"s2": 1, "s3": 2}}
    assert taps("add:s1", "add:s2", "up:s2") == {"schools": {"s2": 1, "s1": 2}}
    assert taps("add:s1", "up:s1", "up:s2") == {"schools": {"s1": 1}}


def test_points_are_given_one_by_one():
    assert taps("add:t1", "add:t1", "add:t2", "remove:t1") == {"trees": {"t1": 1, "t2": 1}}


def test_everything_is_taken_back_at_once():
    assert taps("add:c1", "add:s1", "clear") == {}


def test_choices_that_are_shown_stay_as_they_are():
    shown = {"coast": {"c1": 1}}
    taps("add:c2", shown=shown)
    assert shown == {"coast": {"c1": 1}}


@pytest.mark.parametrize("text", ["", "add", "add:", "clear:c1", "drop:c1", "add:nothing", "add:c1:c2"])
def test_what_no_button_says_is_refused(text):
    with pytest.raises(Refused, match=r"ballot\.unknown_tap"):
        tapped(RULES, {}, read_tap(text))


def test_too_few_wait_in_the_page():
    rules = freeze(
        contests=[
            {**one, "limits": {"least": 2, "most": 3}} if one["id"] == "coast" else one for one in form()
        ]
    )
    assert wanting(rules, tapped(rules, {}, Tap("add", "c1"))) == {"coast": 1}
    assert wanting(rules, {"coast": {"c1": 1, "c2": 1}, "roads": {"r1": 1}}) == {}


def form():
    from tests.decide.protocol import example

    return example.form()["contests"]
