"""Numbers as a language writes them; needs nothing that counts."""

from fractions import Fraction

SEPARATORS = {"en": (",", "."), "es": ("\u00a0", ","), "fr": ("\u202f", ","), "pt": (".", ",")}


def written(value: Fraction | float, language: str, places: int = 2) -> str:
    """Write a number as the language does, rounded; whole numbers without decimals."""
    thousands, point = SEPARATORS[language]
    scaled = round(Fraction(value) * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    text = f"{'-' if scaled < 0 else ''}{whole:,}".replace(",", thousands)
    return f"{text}{point}{rest:0{places}d}" if rest else text
