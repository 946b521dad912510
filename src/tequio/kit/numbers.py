"""Numbers as a language writes them."""

from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal


def written(value: Fraction | float, locale: str, places: int = 2) -> str:
    """Write a number in a locale such as `es` or `pt_BR`, rounded to so many places; whole numbers without decimals."""
    if isinstance(value, int) and 0 <= value < 1000:
        return str(
            value
        )  # Long lists have hundreds of these, and the languages of this site write them alike.
    scaled = round(Fraction(value) * 10**places)
    if scaled % 10**places == 0:
        return str(format_decimal(scaled // 10**places, "#,##0", locale=locale))
    pattern = f"#,##0.{'0' * places}"
    return str(format_decimal(Decimal(scaled).scaleb(-places), pattern, locale=locale))
