"""Money: an integer of minor units with its ISO 4217 currency."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from babel.numbers import format_currency, get_currency_precision, list_currencies

from tequio.kit.refusals import Refused

LARGEST = 2**53 - 1
LONGEST = 40
"""Signs of the largest amount, with its separators and decimals, and some to spare."""
_CURRENCIES = frozenset(list_currencies())


@dataclass(frozen=True)
class Money:
    """An amount in minor units (millimes for TND, cents for EUR, yen for JPY)."""

    amount: int
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in _CURRENCIES:
            raise Refused("money.unknown_currency", currency=self.currency)
        if not 0 <= self.amount <= LARGEST:
            raise Refused("money.out_of_range")

    @property
    def decimals(self) -> int:
        return get_currency_precision(self.currency)

    def in_units(self) -> Decimal:
        """Return the amount in the currency's major unit."""
        return Decimal(self.amount).scaleb(-self.decimals)

    def spoken(self, locale: str) -> str:
        """Write the amount in a locale; decimals only where there are any."""
        units = self.in_units()
        whole = units == units.to_integral_value()
        pattern = "#,##0\u00a0¤¤" if whole else "#,##0.00\u00a0¤¤"
        return str(format_currency(units, self.currency, pattern, locale=locale, currency_digits=not whole))


def decimals_of(currency: str) -> int:
    """How many decimals a currency has; two for one that is not known."""
    return get_currency_precision(currency) if currency in _CURRENCIES else 2


def money(text: str, currency: str) -> Money:
    """Read an amount in major units as people type it: `550 000`, `550.000,50`, `550,000.50`.

    One separator followed by exactly three digits is taken for thousands, unless the currency has three decimals
    and there is another separator before it. What cannot be read, is negative, or is finer than the currency's
    minor unit is refused.
    """
    kept = re.sub(r"[\s\u00a0\u202f'\u2019]", "", text)
    if not re.fullmatch(r"\d[\d.,]*", kept):
        raise Refused("money.unreadable", text=text)
    if len(kept) > LONGEST:
        raise Refused("money.out_of_range")
    try:
        value = Decimal(_with_decimal_point(kept))
    except InvalidOperation:
        raise Refused("money.unreadable", text=text) from None
    if currency not in _CURRENCIES:
        raise Refused("money.unknown_currency", currency=currency)
    minor = value.scaleb(get_currency_precision(currency))
    if minor != minor.to_integral_value():
        raise Refused("money.too_fine", text=text, currency=currency)
    return Money(int(minor), currency)


def _with_decimal_point(digits: str) -> str:
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return digits
    last = marks[-1]
    head, _, tail = digits.rpartition(last)
    both_kinds = len(set(marks)) == 2
    if both_kinds and marks.count(last) == 1:
        return re.sub(r"[.,]", "", head) + "." + tail
    if both_kinds or len(marks) > 1 or len(tail) == 3:
        if any(len(group) != 3 for group in re.split(r"[.,]", digits)[1:]):
            raise InvalidOperation
        return re.sub(r"[.,]", "", digits)
    return head + "." + tail
