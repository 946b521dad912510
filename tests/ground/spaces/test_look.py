"""Accents that everybody can read, logos drawn anew, and a stylesheet for each version."""

import colorsys
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tequio.ground.spaces.look.rules import (
    DARK,
    LEAST_CONTRAST,
    LIGHT,
    contrast,
    least_contrast,
    nearest,
    read_accent,
    read_colour,
)
from tequio.ground.spaces.look.services import set_accent
from tequio.ground.spaces.models import Space
from tequio.kit.refusals import Refused
from tests.codebase.sources import PACKAGE


def picture(side=900, kind="PNG", **more):
    out = BytesIO()
    Image.new("RGB", (side, side), "#24664a").save(out, kind, **more)
    return out.getvalue()


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_grounds_are_those_of_the_stylesheet():
    css = Path(PACKAGE, "static/tequio/site.css").read_text(encoding="utf-8")
    said = [
        re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", css).groups()
        for name in ("paper", "card", "tint")
    ]
    assert [tuple(column) for column in zip(*said, strict=True)] == [LIGHT, DARK]


@settings(deadline=None)
@given(st.integers(0, 0xFFFFFF))
def test_nearest_colour_can_be_read_and_keeps_its_hue(number):
    colour = f"#{number:06x}"
    for grounds in (LIGHT, DARK):
        found = nearest(colour, grounds)
        assert least_contrast(found, grounds) >= LEAST_CONTRAST
        if least_contrast(colour, grounds) >= LEAST_CONTRAST:
            assert (
                max(abs(int(colour[at : at + 2], 16) - int(found[at : at + 2], 16)) for at in (1, 3, 5)) <= 1
            )
        hue, _, strong = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
        other, lightness, _ = colorsys.rgb_to_hls(*(int(found[at : at + 2], 16) / 255 for at in (1, 3, 5)))
        if strong > 0.3 and 0.1 < lightness < 0.9:
            assert min(abs(hue - other), 1 - abs(hue - other)) < 0.03


def test_dark_colour_follows_from_the_light_one():
    light, dark = read_accent("#24664A", "")
    assert light == "#24664a"
    assert least_contrast(dark, DARK) >= LEAST_CONTRAST


def test_accent_without_contrast_is_refused_and_the_nearest_that_passes_is_proposed(client, space, bruno):
    client.force_login(bruno)
    answer = client.post("/en/network/look/", {"light": "#ffd700", "dark": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "#ffd700 is hard to read on light pages" in page
    better = re.search(r"nearest that works is (#[0-9a-f]{6})", page)[1]
    assert 'value="#ffd700"' in page
    assert client.post("/en/network/look/", {"light": better}).status_code == 302
    dim = client.post("/en/network/look/", {"light": better, "dark": "#101010"}).content.decode()
    assert "hard to read on dark pages" in dim


@pytest.mark.parametrize("text", ["red", "#12345", "#gggggg", "url(x)", "}body{"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(Refused, match=r"look\.not_a_colour"):
        read_colour(text)


def test_stylesheet_has_an_address_for_each_version_and_is_kept_for_ever(client, space, bruno):
    assert "/look/" not in client.get("/en/network/").content.decode()
    set_accent(space, "#24664a", "", by=bruno)
    page = client.get("/en/network/").content.decode()
    address = re.search(r'href="(/look/network-[0-9a-f]{12}\.css)"', page)[1]
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert "light-dark(#24664a, " in answer.content.decode()
    set_accent(space, "#7a1f5c", "", by=bruno)
    assert client.get(address).status_code == 404
    assert address not in client.get("/en/network/").content.decode()
    assert client.get("/look/nowhere-0123456789ab.css").status_code == 404


def test_logo_is_drawn_anew_small_and_without_what_it_carried(
    client, space, bruno, django_capture_on_commit_callbacks
):
    client.force_login(bruno)
    raw = picture(kind="JPEG", exif=b"Exif\0\0secret place") + b"<script>alert(1)</script>"
    answer = client.post("/en/network/look/", {"logo": SimpleUploadedFile("x.html", raw)})
    assert answer.status_code == 302
    address = re.search(r'src="(/look/logo/[^"]+)"', client.get("/en/network/").content.decode())[1]
    given = client.get(address)
    kept = given.content
    assert b"script" not in kept
    assert b"secret" not in kept
    assert Image.open(BytesIO(kept)).size == (480, 480)
    assert given.headers["content-type"] == "image/jpeg"
    assert "immutable" in given.headers["cache-control"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/network/look/", {"without": "on"})
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "A logo is a PNG"),
        (b"", "A logo is a PNG"),
        (picture()[:200], "We could not read this file"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 6_000_000, "5 MB is the most"),
    ],
)
def test_bad_logo_is_refused_and_the_colours_stay(client, space, bruno, raw, said):
    client.force_login(bruno)
    sent = {"light": "#24664a", "logo": SimpleUploadedFile("logo.png", raw)}
    answer = client.post("/en/network/look/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="#24664a"' in answer.content.decode()
    space.refresh_from_db()
    assert not space.logo


def test_logo_of_40_megabytes_is_refused_with_a_sentence(client, space, bruno):
    client.force_login(bruno)
    answer = client.post("/en/network/look/", {"logo": SimpleUploadedFile("logo.png", bytes(40_000_000))})
    assert answer.status_code == 413
    assert "</html>" in answer.content.decode()


def test_database_keeps_both_colours_or_none(space):
    with pytest.raises(IntegrityError), transaction.atomic():
        Space.objects.filter(pk=space.pk).update(accent="#24664a")
