"""What the frozen rules refuse, as a voter needs to hear it."""

from tequio.decide.ballots.page import spoken, title_of
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.freeze import Freeze
from tequio.kit.refusals import Refused


def for_voter(fault: Fault, rules: Freeze) -> Refused:
    """Return the refusal of choices in a voter's words; what no tap of the page can bring about is an unknown tap."""
    facts = fault.facts
    if fault.code == "ballot.count":
        return Refused("vote.too_many", most=facts["most"])
    if fault.code == "ballot.spend":
        over = int(str(facts["spent"])) - int(str(facts["most"]))
        return Refused("vote.over_budget", over=spoken(rules, over))
    if fault.code == "ballot.incompatible":
        first, second = (title_of(rules.project[str(facts[name])]) for name in ("first", "second"))
        return Refused("vote.not_both", first=first, second=second)
    if fault.code == "ballot.points_each":
        return Refused("vote.points_each", each=facts["each"])
    if fault.code == "ballot.points":
        return Refused("vote.points", points=facts["points"])
    if fault.code == "ballot.contest":
        return Refused("vote.other_zone")
    return Refused("ballot.unknown_tap")
