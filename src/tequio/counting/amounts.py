"""Amounts of money and points: exact decimals, read and written without loss."""

import math
import re
from collections.abc import Sequence
from fractions import Fraction

LONGEST = 30  # digits; no real budget needs more, and nobody can make us build a number of a million digits
PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
WITH_COMMA = re.compile(r"[+-]?\d+,\d+")


def parse_amount(text: str, *, lenient: bool = False) -> Fraction:
    """Return the exact value of a decimal numeral.

    Refuses (ValueError, one sentence) what is not a plain decimal, one of more than 30 characters, and a decimal
    comma unless `lenient`.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise ValueError(f"a number of more than {LONGEST} characters: write it shorter.")
    if WITH_COMMA.fullmatch(text):
        if not lenient:
            raise ValueError(f"{text!r} has a decimal comma: write a point (or use --lenient).")
        text = text.replace(",", ".")
    if not PLAIN.fullmatch(text) or not text.isascii():
        raise ValueError(f"{text!r} is not a number: write digits, with a point before decimals.")
    return Fraction(text)


def write_amount(value: Fraction) -> str:
    """Write a value as the shortest exact decimal; a value without one (a third) as a fraction, `1/3`."""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    places = decimal_places(value.denominator)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    digits = rest * 10**places // value.denominator
    return f"{sign}{whole}.{digits:0{places}d}"


def decimal_places(denominator: int) -> int | None:
    """Return how many decimals a fraction in lowest terms needs, or None if it has no finite decimal."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 else None


def in_parts(amounts: Sequence[Fraction]) -> tuple[list[int], int]:
    """Return amounts in whole parts of a unit, and how many parts the unit has: the least number that fits all.

    Sums and orders of whole numbers take a tenth of the time of those of fractions, and are the same.
    """
    parts = math.lcm(*(amount.denominator for amount in amounts)) if amounts else 1
    return [amount.numerator * (parts // amount.denominator) for amount in amounts], parts
