"""The stylesheet keeps its promises: every ink can be read on every surface, and the whole of it is small."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest

import tequio

STATIC = Path(tequio.__file__).parent / "static" / "tequio"
TOKENS = dict(
    re.findall(r"--([a-z-]+): light-dark\(([^)]+)\)", (STATIC / "site.css").read_text(encoding="utf-8"))
)
VERBS = ["know", "meet", "decide", "act", "alert"]
ON = [
    *product(["ink", "soft", *VERBS], ["paper", "card"]),
    *((verb, f"{verb}-tint") for verb in VERBS),
    *(("ink", f"{verb}-tint") for verb in VERBS),
    *(("paper", verb) for verb in VERBS),
    ("paper", "ink"),
    ("ink", "tint"),
]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "surface"), ON)
def test_ink_can_be_read_on_surface(ink, surface, scheme):
    colours = [TOKENS[name].split(", ")[scheme] for name in (ink, surface)]
    assert contrast(*colours) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("surface", ["paper", "card"])
def test_edge_of_a_control_can_be_seen(surface, scheme):
    colours = [TOKENS[name].split(", ")[scheme] for name in ("edge", surface)]
    assert contrast(*colours) >= 3


@pytest.mark.parametrize(("name", "most"), [("site.css", 8_192), ("site.js", 4_096), ("mark.svg", 512)])
def test_file_is_small_on_the_wire(name, most):
    assert len(gzip.compress((STATIC / name).read_bytes())) <= most
