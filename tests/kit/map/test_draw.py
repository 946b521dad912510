"""The map is light, safe, the same each time, and says what it left out."""

import random
import re

import pytest
from lxml import etree

from tequio.kit.map.draw import LARGEST, SMALLEST, Mark, draw_map, land
from tequio.kit.map.projection import HEIGHT, WIDTH, project


def marks(count: int, href: str = "?place={}") -> list[Mark]:
    return [
        Mark(
            lat=-55 + (index * 37) % 120,
            lon=-180 + (index * 61) % 360,
            count=1 + index * index,
            label=f"Republic number {index}: {1 + index * index}",
            href=href.format(index),
        )
        for index in range(count)
    ]


def draw(places, **words):
    return draw_map(
        places, **{"title": "Where the practices are", "description": "One circle a country"} | words
    )


def tree(drawing):
    return etree.fromstring(drawing.svg)


def circles(drawing):
    return [(int(c.get("cx")), int(c.get("cy")), int(c.get("r"))) for c in tree(drawing).iter("circle")]


def test_sixty_linked_marks_stay_under_ten_thousand_bytes():
    drawing = draw(marks(60))
    assert (drawing.shown, drawing.left_out) == (60, 0)
    assert len(drawing.svg.encode()) < 10_000


def test_land_is_light():
    assert len(land()) < 4_000
    assert re.fullmatch(r"(M\d+ \d+l[-0-9 ]+z)+", land())


def test_more_than_sixty_marks_keep_the_largest_and_say_so():
    drawing = draw(marks(75))
    assert (drawing.shown, drawing.left_out) == (60, 15)
    assert "number 74" in drawing.svg
    assert "number 14:" not in drawing.svg


def test_long_links_take_marks_but_never_the_budget():
    drawing = draw(marks(60, "?q=presupuesto+participativo&sort=recent&text=es" * 3 + "&place={}"))
    assert len(drawing.svg.encode()) < 10_000
    assert 0 < drawing.shown < 60
    assert drawing.shown + drawing.left_out == 60


def test_text_and_links_are_escaped():
    evil = '"><script>alert(1)</script>&'
    drawing = draw([Mark(0, 0, 1, evil, href=f"?q={evil}")], title=evil, description=f"'{evil}", name='a"b')
    assert "<script" not in drawing.svg
    root = tree(drawing)
    assert root[0].text == evil
    assert root.find(".//a").get("href") == f"?q={evil}"
    assert root.find(".//a/title").text == evil


def test_drawing_is_named_and_described():
    root = tree(draw(marks(2), name="world"))
    assert root.get("aria-labelledby") == root.find("title").get("id") == "world-title"
    assert root.get("aria-describedby") == root.find("desc").get("id") == "world-desc"


def test_drawing_with_links_is_a_group_and_without_them_a_picture():
    assert tree(draw(marks(2))).get("role") == "group"
    assert tree(draw(marks(2, ""))).get("role") == "img"
    assert tree(draw([])).get("role") == "img"


def test_drawing_has_no_styles_and_no_scripts():
    svg = draw(marks(60)).svg
    assert not re.search(r"style|script|\son\w+=|xlink|http", svg)


def test_same_marks_in_any_order_give_the_same_drawing():
    places = marks(70)
    shuffled = random.Random(1).sample(places, len(places))
    assert draw(places) == draw(shuffled)


def test_big_marks_lie_below_small_ones():
    radii = [radius for _, _, radius in circles(draw(marks(40)))]
    assert radii == sorted(radii, reverse=True)
    assert (radii[0], radii[-1]) == (LARGEST, SMALLEST)


def test_area_follows_the_count():
    radii = [radius for *_, radius in circles(draw([Mark(0, 0, n, "") for n in (16, 4, 1)]))]
    assert radii == [16, 8, 4]


@pytest.mark.parametrize("count", [1, 2, 1_000_000])
def test_a_single_mark_is_neither_lost_nor_huge(count):
    ((_, _, radius),) = circles(draw([Mark(10, 10, count, "x")]))
    assert SMALLEST <= radius <= LARGEST


def test_marks_of_no_count_are_no_marks():
    drawing = draw([Mark(0, 0, 0, "none"), Mark(1, 1, -3, "less")])
    assert (drawing.shown, drawing.left_out) == (0, 0)


def test_projection_has_its_middle_and_its_edges_where_they_belong():
    assert project(0, 11) == (360, 188)
    assert project(0, -168.999)[0] == pytest.approx(WIDTH - project(0, -169.001)[0], abs=0.1)
    assert project(84, 11)[1] < 12
    assert project(-57, 11)[1] < HEIGHT - 6
    assert project(60, -100)[0] > project(0, -100)[0]


@pytest.mark.parametrize("lat", [-90, -60, 0, 60, 90])
@pytest.mark.parametrize("lon", [-720, -180, -169, 0, 11, 179.9, 180, 540])
def test_every_place_is_within_the_drawing(lat, lon):
    x, y = project(lat, lon)
    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT


def test_places_are_drawn_on_their_land():
    """Lisbon lies west of Lagos, Lima south of Quito, and Auckland right of and below Tokyo."""
    assert project(38.7, -9.1)[0] < project(6.5, 3.4)[0]
    assert project(-12, -77)[1] > project(-0.2, -78.5)[1]
    assert project(-36.8, 174.8)[0] > project(35.7, 139.7)[0]
    assert project(-36.8, 174.8)[1] > project(35.7, 139.7)[1]
