"""What becomes of a receipt, as its page answers: while voting runs and after the opening."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.models import Budget
from tequio.decide.logs.queries import of_code
from tequio.decide.protocol.ballots import read_ballot
from tequio.decide.protocol.freeze import Freeze as Rules
from tequio.decide.protocol.openings import Opening
from tequio.decide.protocol.promises import Said, after_opening, name_of, while_voting
from tequio.decide.protocol.receipts import Code, Receipt
from tequio.decide.protocol.words import say
from tequio.decide.results.queries import openings_of, settlement_of
from tequio.decide.results.rules import OPENED, is_done


@dataclass(frozen=True)
class Chosen:
    """What a ballot chose in one contest: the contest's name, and each project with its number where it has one."""

    contest: str
    projects: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """An answer in words: `tone` as a notice has it, and the choices where they are open."""

    code: str
    sentence: str
    tone: str
    choices: list[Chosen] = field(default_factory=list)


TONES = {"broken": "bad", "worthless": "warn"}
TAKE_CARE = ("receipt.changed", "receipt.replaced", "receipt.annulled")


def look_up(budget: Budget, receipt: Receipt | Code, language: str) -> list[Told]:
    """Say what became of a receipt, in a language of the protocol: three queries.

    Before the opening nothing of what was chosen is told, and nothing that the reader did not bring is written down.
    """
    rules, settlement = rules_of(budget.pk), settlement_of(budget)
    leaves = _of(receipt, openings_of(budget, _prefix(receipt)))
    if settlement is not None and is_done(settlement.step, OPENED):
        return _after(receipt, leaves, rules, language)
    if isinstance(receipt, Receipt) and (found := _not_ours(receipt, rules)):
        return [_told(found, language)]
    # While the ballots are being opened a ballot may be found among the openings alone.
    stored, logged = of_code(budget.pk, _prefix(receipt))
    if stored is None and leaves:
        stored = logged = leaves[-1].turn
    return [_told(while_voting(receipt, stored, logged), language)]


def _prefix(receipt: Receipt | Code) -> int:
    return (receipt.code if isinstance(receipt, Receipt) else receipt).prefix


def _of(receipt: Receipt | Code, leaves: Sequence[Opening]) -> list[Opening]:
    """Leave out the ballots of strangers whose code begins alike: one in 10^15."""
    exact = isinstance(receipt, Receipt)
    return [leaf for leaf in leaves if not exact or leaf.chain == receipt.chain]  # type: ignore[union-attr]


def _not_ours(receipt: Receipt, rules: Rules) -> Said | None:
    code = name_of(receipt)
    if receipt.freeze_sha256 != rules.sha256:
        return Said("receipt.other_rules", {"code": code}, "broken")
    if not receipt.holds(rules.key.key):
        return Said("receipt.unsigned", {"code": code}, "worthless")
    return None


def _after(receipt: Receipt | Code, leaves: Sequence[Opening], rules: Rules, language: str) -> list[Told]:
    counted = [leaf for leaf in {leaf.chain: leaf for leaf in leaves}.values() if leaf.fate == "counted"]
    shown = iter(counted)
    told = []
    for said in after_opening(receipt, leaves, rules):
        choices = _choices(next(shown), rules, language) if said.code == "receipt.counted" else []
        told.append(_told(said, language, choices))
    return told


def _told(said: Said, language: str, choices: Sequence[Chosen] = ()) -> Told:
    if said.code == "receipt.counted":
        sentence = (
            _("Receipt {code}, change {change}: counted, with these choices.")
            if choices
            else _("Receipt {code}, change {change}: counted, as a blank ballot.")
        ).format(**said.facts)
    else:
        sentence = say(said.code, language, said.facts)
    tone = TONES.get(said.standing) or ("warn" if said.code in TAKE_CARE else "good")
    return Told(said.code, sentence, tone, list(choices))


def _choices(opening: Opening, rules: Rules, language: str) -> list[Chosen]:
    """A counted ballot's choices by their names; the numbers are told where they say something."""
    ballot = read_ballot(rules, opening.choices)
    made = []
    for contest, votes in ballot.parts.items():
        numbered = rules.contest[contest].format in ("ranking", "cumulative")
        ordered = (
            sorted(votes, key=lambda vote: vote[1]) if rules.contest[contest].format == "ranking" else votes
        )
        titles = [
            rules.project[name].title(language) + (f" ({number})" if numbered else "")
            for name, number in ordered
        ]
        made.append(Chosen(rules.contest[contest].name, tuple(titles)))
    return made
