"""The sentences of casting's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "ballot.unknown_tap": _("This button is not of this ballot. Open the voting page again."),
    "vote.changed_elsewhere": _(
        "Your vote was changed on another page or device meanwhile. It stands as shown below; choose again if you want it otherwise."
    ),
    "vote.closed": _("Voting is over. What was cast before the close counts."),
    "vote.no_close": _(
        "Say first when voting closes: the edition needs a date for counting that is still to come."
    ),
    "vote.no_projects": _("No proposal is ready for the ballot. It must be feasible and have its price."),
    "vote.not_open": _("Voting has not opened yet."),
    "vote.other_key": _(
        "This server holds another key than the one this vote was opened with. Nothing was cast; tell who runs the site."
    ),
    "vote.too_many": _("You have chosen {most} already, which is the most here. Take one back first."),
    "vote.over_budget": _("With this one your choice would cost {over} too much. Take something back first."),
    "vote.not_both": _("“{first}” and “{second}” cannot both be done. Take one back first."),
    "vote.points_each": _("One project takes {each} points at most. Give the rest to others."),
    "vote.points": _("You have given all your {points} points. Take one back first."),
    "vote.other_zone": _(
        "You may vote in your own zone and in one more. Take back what you chose in the other one first."
    ),
}
