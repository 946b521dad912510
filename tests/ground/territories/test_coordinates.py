"""Coordinates are read however they are written, and refused rather than guessed."""

import pytest

from tequio.ground.territories.coordinates import coordinate, point


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("52° 31' 9.0156 N", 52.519171),
        ("33° 27' 0 S", -33.45),
        ("70° 32' 60 W", -70.55),
        ("13°24′17″E", 13.404722),
        ("13º 24’ 17” e", 13.404722),
        ("13° 24' 17'' O", -13.404722),
        ("48:51:24", 48.856667),
        ("48° 30' N", 48.5),
        ("-34.6037", -34.6037),
        ("−34,6037", -34.6037),
        ("+12.5", 12.5),
        ("3.5 W", -3.5),
        (" 3,5° s ", -3.5),
        ("0", 0),
    ],
)
def test_coordinate_is_read(text, degrees):
    assert coordinate(text) == pytest.approx(degrees, abs=1e-6)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "north",
        "12° 61' N",
        "12° 10' 60.1 N",
        "-12 S",
        "12.5.3",
        "1e3",
        "nan",
        "inf",
        "12° N 5",
        "1" * 400,
        "٣",
    ],
)
def test_what_is_no_coordinate_is_refused(text):
    assert coordinate(text) is None


def test_point_joins_latitude_and_longitude():
    assert point("52° 31' 12 N", "13° 24' 36 E") == pytest.approx((52.52, 13.41))
    assert point("0", "13.41") == (0, 13.41)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("0° 0' 0 N", "0° 0' 0 E"),
        ("0", "-0.0"),
        ("90.1", "10"),
        ("10", "180.5"),
        ("13 E", "52 N"),
        ("", "13"),
        ("52", ""),
    ],
)
def test_point_without_place_is_none(lat, lon):
    assert point(lat, lon) is None
