"""Finding by typing: how well a name answers what was typed so far."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """One thing that was found: `id` is what a form keeps, `label` what the reader chose, `hint` where it belongs."""

    id: str
    label: str
    hint: str = ""

    def to_json(self) -> dict[str, str]:
        return {"id": self.id, "label": self.label, "hint": self.hint}


def rank(asked: str, names: Iterable[str]) -> int | None:
    """Rank folded names against a folded question: 0 the same, 1 begins so, 2 a word begins so, 3 holds it; else None."""
    best = None
    for name in names:
        if (found := _rank(asked, name)) is not None and (best is None or found < best):
            best = found
    return best


def _rank(asked: str, name: str) -> int | None:
    if name == asked:
        return 0
    if name.startswith(asked):
        return 1
    if f" {asked}" in name:
        return 2
    return 3 if len(asked) > 2 and asked in name else None
