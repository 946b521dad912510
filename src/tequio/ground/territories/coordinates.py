"""Reads coordinates as people and other systems write them: decimals, degrees with minutes and seconds, hemispheres."""

import re

# The minus sign, apostrophes, primes and quotation marks of typographers, and the ordinal mark, as typewriters have them.
PLAIN = str.maketrans({0x2212: "-", 0x2019: "'", 0x2032: "'", 0x201D: '"', 0x2033: '"', 0xBA: "°"})
NUMBER = r"(\d{1,3}(?:[.,]\d{1,20})?)"
LETTER = r"\s*([NSEWO])?"
DECIMAL = re.compile(rf"([+-]?){NUMBER}\s*°?{LETTER}", re.IGNORECASE | re.ASCII)
MINUTES = rf"\s*{NUMBER}\s*(?:[':]\s*(?:{NUMBER}\s*(?:\"|'')?)?)?"
SEXAGESIMAL = re.compile(rf"([+-]?)(\d{{1,3}})\s*[°:]{MINUTES}{LETTER}", re.IGNORECASE | re.ASCII)
NEGATIVE = {"S", "W", "O"}


def coordinate(text: str) -> float | None:
    """Degrees, south and west negative, of "52° 31' 9.0156 N", "-34,6", "3.5 W" or "48:51:24"; None of anything else.

    O is west (oeste, ouest, ovest). A sign beside a southern or western letter, or more than sixty minutes, is refused; exactly
    sixty is what rounding makes of 59.9999.
    """
    text = text.translate(PLAIN).strip()
    if match := DECIMAL.fullmatch(text):
        sign, degrees, letter = match.groups()
        return _signed(sign, _number(degrees), letter)
    if match := SEXAGESIMAL.fullmatch(text):
        sign, degrees, minutes, seconds, letter = match.groups()
        parts = _number(minutes), _number(seconds)
        if max(parts) > 60:
            return None
        return _signed(sign, _number(degrees) + parts[0] / 60 + parts[1] / 3600, letter)
    return None


def point(lat_text: str, lon_text: str) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees, or None when one cannot be read, lies out of range, names the other's
    hemisphere, or both are zero: that is how an unknown place is often written, and it is open sea.
    """
    lat, lon = coordinate(lat_text), coordinate(lon_text)
    if lat is None or lon is None or lat == lon == 0:
        return None
    if lat_text.strip()[-1:].upper() in {"E", "W", "O"} or lon_text.strip()[-1:].upper() in {"N", "S"}:
        return None
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _number(text: str | None) -> float:
    return float((text or "0").replace(",", "."))


def _signed(sign: str, degrees: float, letter: str | None) -> float | None:
    south_or_west = (letter or "").upper() in NEGATIVE
    if sign and letter:
        return None
    return -degrees if sign == "-" or south_or_west else degrees
