"""A result as rows of a table for a spreadsheet."""

from collections.abc import Iterator

from tequio.decide.budgets.models import Budget
from tequio.decide.results.frame import title_in
from tequio.decide.results.models import Result
from tequio.kit.money import Money

COLUMNS = ("contest", "project", "title", "price", "currency", "votes", "place", "won", "paid", "why")


def rows_of(budget: Budget, language: str) -> Iterator[dict[str, str]]:
    """Yield a row for each project, winners first within each contest: one query. Amounts are in the major unit."""
    for result in Result.objects.filter(budget=budget).iterator(chunk_size=20):
        for place, line in enumerate(result.projects, 1):
            won = line["won"]
            yield {
                "contest": result.contest,
                "project": line["id"],
                "title": title_in(line["titles"], language),
                "price": _units(line["cost"], budget),
                "currency": budget.currency,
                "votes": str(line["votes"]),
                "place": str(place) if won else "",
                "won": "1" if won else "0",
                "paid": _units(line["paid"], budget) if won else "",
                "why": line["words"].get(language, ""),
            }


def _units(amount: int | None, budget: Budget) -> str:
    return "" if amount is None else str(Money(amount, budget.currency).in_units())
