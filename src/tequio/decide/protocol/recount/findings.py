"""What a recount found, as codes with facts."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

from tequio.decide.protocol.faults import Fault

Fact: TypeAlias = str | int | Fault

CHECKS = 13
MOST = 25
"""Findings of one code that are kept; of more, only the number is told."""


@dataclass(frozen=True)
class Finding:
    """One sentence: `grave` where something does not hold, else a remark. A fact that is a fault says why."""

    check: int
    code: str
    facts: dict[str, Fact]
    grave: bool


@dataclass
class Findings:
    """All findings in the order of the checks, and how far the recount came."""

    found: list[Finding] = field(default_factory=list)
    reached: set[int] = field(default_factory=set)
    unusable: bool = False
    """Whether something that the reader brought cannot be read."""
    _counts: Counter[tuple[int, str]] = field(default_factory=Counter)

    def fail(self, check: int, code: str, /, **facts: Fact) -> None:
        self._add(Finding(check, code, facts, grave=True))

    def remark(self, check: int, code: str, /, **facts: Fact) -> None:
        self._add(Finding(check, code, facts, grave=False))

    def _add(self, finding: Finding) -> None:
        key = finding.check, finding.code
        self._counts[key] += 1
        if self._counts[key] <= MOST:
            self.found.append(finding)

    def of(self, check: int) -> list[Finding]:
        """Return a check's findings; where there were too many, the last one says how many more."""
        kept = [finding for finding in self.found if finding.check == check]
        more = sum(max(0, count - MOST) for (number, _code), count in self._counts.items() if number == check)
        if more:
            grave = any(finding.grave for finding in kept)
            kept.append(Finding(check, "more", {"count": more}, grave))
        return kept

    @property
    def holds(self) -> bool:
        return len(self.reached) == CHECKS and not any(finding.grave for finding in self.found)

    @property
    def exit_code(self) -> int:
        """0 holds, 1 does not, 2 something could not be read."""
        return 2 if self.holds and self.unusable else int(not self.holds)
