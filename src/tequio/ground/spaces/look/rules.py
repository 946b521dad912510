"""Which accent colours can be read on this site's pages, and which logos are taken."""

import colorsys
import hashlib
import re
from collections.abc import Sequence

from tequio.kit.refusals import Refused

# WCAG 2.2, 1.4.3: text of usual size.
LEAST_CONTRAST = 4.5
# The paper, the cards and the tint of tokens in site.css, in the light and in the dark. The accent is text on each, and
# on buttons it lies below text in the colour of the paper: the same ratio.
LIGHT = ("#fbf7f0", "#fffdf9", "#f3ecdf")
DARK = ("#191613", "#211d19", "#2a2520")
LOGO_MOST_BYTES = 5 * 1024 * 1024
LOGO_SIDE = 480
_COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")


def read_colour(text: str) -> str:
    """Return a colour as `#2c4a8c`; three digits are understood, nothing stays nothing. Refuses what is no colour."""
    text = text.strip().lower()
    if not text:
        return ""
    found = _COLOUR.fullmatch(text)
    if not found:
        raise Refused("look.not_a_colour", text=text[:40])
    digits = found[1]
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG defines it, 0 to 1."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG defines it, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def least_contrast(colour: str, grounds: Sequence[str]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def nearest(colour: str, grounds: Sequence[str]) -> str:
    """Return the colour of the same hue that can be read on all these grounds and lies nearest in lightness."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(256):
        for moved in (lightness - step / 255, lightness + step / 255):
            tried = _hex(colorsys.hls_to_rgb(hue, min(max(moved, 0.0), 1.0), saturation))
            if least_contrast(tried, grounds) >= LEAST_CONTRAST:
                return tried
    raise ValueError("Neither black nor white can be read on these grounds.")


def read_accent(light: str, dark: str) -> tuple[str, str]:
    """Return the accent for light and for dark pages; the second is found where only the first is given.

    Refuses one that cannot be read, with the nearest that can.
    """
    light, dark = read_colour(light), read_colour(dark)
    if not light:
        if dark:
            raise Refused("look.light_missing")
        return "", ""
    dark = dark or nearest(light, DARK)
    for where, colour, grounds in (("light", light, LIGHT), ("dark", dark, DARK)):
        ratio = least_contrast(colour, grounds)
        if ratio < LEAST_CONTRAST:
            facts = {"colour": colour, "ratio": f"{ratio:.1f}", "better": nearest(colour, grounds)}
            if where == "light":
                raise Refused("look.too_pale", **facts)
            raise Refused("look.too_dim", **facts)
    return light, dark


def stylesheet(light: str, dark: str) -> str:
    """The few lines of CSS that give a page its accent; both colours were read by `read_accent`."""
    return f"body {{ --accent: light-dark({light}, {dark}); --tint: light-dark({LIGHT[2]}, {DARK[2]}); }}\n"


def stamp(text: str) -> str:
    """Short digest that names a version: twelve hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def check_logo_size(size: int) -> None:
    if size > LOGO_MOST_BYTES:
        raise Refused("look.logo_too_large", size=-(-size // 1024**2), limit=LOGO_MOST_BYTES // 1024**2)


def _parts(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))  # type: ignore[return-value]


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
