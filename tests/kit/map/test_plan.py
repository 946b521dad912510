"""The plan of a town: names stand where they can be read."""

import re
from itertools import combinations

import pytest

from tequio.kit.map.draw import Mark
from tequio.kit.map.plan import LINE, SIGN, Box, draw_plan

pytestmark = pytest.mark.one_database
ZONES = [
    Mark(36.878, 10.325, 3, "La Marsa Ville: 3"),
    Mark(36.882, 10.330, 3, "La Corniche: 3"),
    Mark(36.883, 10.316, 3, "Sidi Abdelaziz: 3"),
    Mark(36.915, 10.310, 3, "Gammarth: 3"),
    Mark(36.873, 10.309, 3, "Bhar Lazrag: 3"),
]


def labels(marks):
    svg = draw_plan(marks, [], title="Where", description="", name="plan").svg
    for x, y, text in re.findall(r'<text x="(-?\d+)" y="(-?\d+)"[^>]*>([^<]*)<', svg):
        wide, bottom = len(text) * SIGN, int(y) + LINE / 4
        yield Box(int(x) - wide / 2, bottom - LINE, int(x) + wide / 2, bottom)


def test_labels_of_neighbouring_zones_do_not_cover_each_other():
    assert not [pair for pair in combinations(labels(ZONES), 2) if pair[0].covers(pair[1])]


def test_label_stays_on_the_plan():
    far = [
        Mark(0.0, 0.0, 1, "A zone with quite a long name: 1"),
        Mark(0.0, 1.0, 1, "Another one of the kind: 1"),
    ]
    for label in labels(far):
        assert label.outside == 0, label
