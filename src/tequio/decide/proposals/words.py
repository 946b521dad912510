"""Where a proposal stands, in sentences for everybody."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Of a proposal that is in the running, by the phase of its edition.
WAITING_WORDS: Mapping[str, Promise] = {
    "accepting": _("Proposed. It will be read when ideas are no longer accepted."),
    "reviewing": _("Proposed. It waits to be read by the city."),
    "selecting": _("It collects supports."),
    "valuating": _("It had not enough supports to go on."),
    "publishing": _("It had not enough supports to go on."),
    "balloting": _("It had not enough supports to go on."),
    "counting": _("It had not enough supports to go on."),
    "finished": _("It had not enough supports to go on."),
}
ADMITTED_WORDS = _("Admitted. It goes on to be supported.")
PRICE_COMES_WORDS = _("It can be done. Its price is published together with all the others.")
STAGE_WORDS: Mapping[str, Promise] = {
    "proposed": _("Proposed."),
    "rejected": _("Not admitted, for the reason below."),
    "selected": _("It goes on: the city looks at whether it can be done and what it costs."),
    "feasible": _("It can be done, at the price beside."),
    "unfeasible": _("It cannot be done."),
    "on-ballot": _("It is on the ballot."),
    "won": _("Chosen by the vote."),
    "lost": _("Not chosen by the vote."),
    "merged": _("Joined with another proposal, where it goes on."),
    "withdrawn": _("Taken back by those who wrote it, for the reason below."),
}
