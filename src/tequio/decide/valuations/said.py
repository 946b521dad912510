"""What the page of a proposal says about its valuation, as far as its reader may know it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale

from tequio.decide.budgets.rules import PRICES_PUBLIC, REPLY, VALUATE, is_open
from tequio.decide.proposals.models import Proposal
from tequio.decide.valuations.access import can_reply, can_value
from tequio.decide.valuations.models import Reopening, Valuation
from tequio.decide.valuations.queries import coauthors_of, valuation_of
from tequio.decide.valuations.rules import ANNOUNCED, HEARD, OPEN
from tequio.ground.clock import now
from tequio.ground.spaces.standing import VISITOR, Standing
from tequio.kit.money import Money


@dataclass(frozen=True)
class Words:
    """Words with the language that they are in, where it is known."""

    text: str
    language: str


@dataclass(frozen=True)
class Said:
    """A valuation for one reader. Prices are written out; empty where the reader may not know them yet.

    The parts of a price are named once, in the language of the space.
    """

    state: str
    explanation: Words
    answer: Words
    reply: Words
    reply_until: datetime | None
    decided: datetime | None
    price: str
    parts: Sequence[tuple[str, str]]
    running_costs: str
    language: str = ""
    reopenings: Sequence[Reopening] = ()
    may_reply: bool = False
    may_value: bool = False


def spoken(amount: int | None, currency: str) -> str:
    """Write an amount in the reader's way; nothing for none."""
    return "" if amount is None else Money(amount, currency).spoken(to_locale(get_language() or "en"))


def words_in(words: dict[str, str], language: str) -> Words:
    """What is said in a language, else in another one that is named."""
    wanted = (language.split("-", maxsplit=1)[0], "en", *words)
    code = next((code for code in wanted if words.get(code)), "")
    return Words(words.get(code, ""), code)


def said_of(proposal: Proposal, standing: Standing) -> Said | None:
    """Say what a reader may know of a proposal's valuation; None where that is nothing.

    What is decided everybody reads, prices from their publication on. An announced no is for its authors, and for
    those who value or run the edition. A proposal that comes with `valuation` and `budget` costs at most four queries.
    """
    valuation = valuation_of(proposal)
    state = valuation.state_at(now())
    coauthors = coauthors_of(proposal) if standing.signed_in else []
    valuators = list(valuation.valuators.values_list("person", flat=True)) if standing.signed_in else []
    values = can_value(standing, proposal.budget.space_id, valuators)
    writes = can_reply(standing, proposal, coauthors)
    reopenings = list(valuation.reopenings.all()) if valuation.revision else []
    known = valuation.decided or (valuation.announced and (values or writes))
    if not known and not values and not reopenings:
        return None
    phase = proposal.budget.stage
    shown = valuation if known else Valuation(proposal=proposal)
    whole = said_whole(proposal, shown, state if known else OPEN)
    if not (shown.decided and shown.feasible and phase in PRICES_PUBLIC):
        whole = replace(whole, price="", parts=(), running_costs="")
    return replace(
        whole,
        reopenings=reopenings,
        may_reply=bool(writes and state == ANNOUNCED and is_open(phase, REPLY)),
        may_value=values and is_open(phase, VALUATE),
    )


def told_to_all(proposal: Proposal) -> SafeString:
    """The part of a proposal's page that everybody reads: at most two queries."""
    said = said_of(proposal, VISITOR)
    return _rendered("said", said, proposal) if said else SafeString()


def told_to_one(proposal: Proposal, standing: Standing) -> SafeString:
    """What one reader finds beside that: a no to come, to be replied to, and the way to value. At most five queries."""
    said = said_of(proposal, standing)
    hidden = said is not None and said.state in (ANNOUNCED, HEARD)
    if said is None or not (hidden or said.may_value):
        return SafeString()
    return _rendered("said" if hidden else "ways", said, proposal)


def _rendered(template: str, said: Said, proposal: Proposal) -> SafeString:
    return render_to_string(f"decide/valuations/{template}.html", {"said": said, "proposal": proposal})


def said_whole(proposal: Proposal, valuation: Valuation, state: str) -> Said:
    """All that a valuation says, for those who value; no query."""
    language, currency = get_language() or "en", proposal.budget.currency
    return Said(
        state=state,
        explanation=words_in(valuation.explanation, language),
        answer=words_in(valuation.answer, language),
        reply=Words(valuation.reply, valuation.reply_language),
        reply_until=valuation.reply_until,
        decided=valuation.decided,
        price=spoken(valuation.price, currency) if valuation.parts else "",
        parts=[(part.what, spoken(part.amount, currency)) for part in valuation.priced],
        running_costs=spoken(valuation.running_costs, currency),
        language=proposal.budget.space.language,
    )
