"""The models of this floor's rooms."""

from tequio.decide.ballots.models import Ballot, Freeze
from tequio.decide.budgets.models import Allocation, Budget, Contest, Heading, Phase, Work, Zone
from tequio.decide.electorates.models import Appeal, CensusLine, Electorate, RollEntry, VotingCode
from tequio.decide.logs.models import Checkpoint, Leaf
from tequio.decide.past.models import BallotFile
from tequio.decide.proposals.models import Answer, CoAuthor, Merge, Proposal, Support
from tequio.decide.results.models import Bundle, Destruction, Intrusion, Opening, Result, Settlement
from tequio.decide.valuations.models import Incompatible, Reopening, Valuation, Valuator

__all__ = [
    "Allocation",
    "Answer",
    "Appeal",
    "Ballot",
    "BallotFile",
    "Budget",
    "Bundle",
    "CensusLine",
    "Checkpoint",
    "CoAuthor",
    "Contest",
    "Destruction",
    "Electorate",
    "Freeze",
    "Heading",
    "Incompatible",
    "Intrusion",
    "Leaf",
    "Merge",
    "Opening",
    "Phase",
    "Proposal",
    "Reopening",
    "Result",
    "RollEntry",
    "Settlement",
    "Support",
    "Valuation",
    "Valuator",
    "VotingCode",
    "Work",
    "Zone",
]
