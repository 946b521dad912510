"""The sentences of this room's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "bundle.does_not_hold": _(
        "Our own recount does not confirm this bundle (check {check}), so nothing was published. Ask who runs the site to look at the log before going on."
    ),
    "bundle.other": _(
        "The log already ends with another bundle of this vote. Publish that one: put back its folder from a copy."
    ),
    "check.too_many": _(
        "Too many receipts were looked up that are not here. Wait five minutes, then try again."
    ),
    "settlement.appeals_wait": _(
        "There are appeals on which nobody has decided. Decide each of them first, then settle the roll."
    ),
    "settlement.ballot_altered": _(
        "The ballot of receipt {receipt} was changed or deleted since the roll was settled. Nothing was emptied. Restore the backup that was taken after the settlement, then open again."
    ),
    "settlement.intrusions": _(
        "{count} things were found that only an intrusion explains. Read each of them, decide with a reason, then settle again."
    ),
    "settlement.key_still_there": _(
        "The join key is still in its place on this machine. Ballots are opened only when it is destroyed: sign its destruction first."
    ),
    "settlement.log_broken": _(
        "The log is not the one that was signed. No decision mends that: restore it from a backup, then settle again."
    ),
    "settlement.not_closed": _(
        "The vote is not closed yet, or its closing checkpoint is missing. Close it first; then settle the roll."
    ),
    "settlement.openings_differ": _(
        "The openings do not agree with log and roll. Nothing was emptied. Restore the backup that was taken after the settlement, then open again."
    ),
    "settlement.other_key": _(
        "The join key in its place is not the one of this vote. Put back the right one from the sealed sheet."
    ),
    "settlement.out_of_order": _(
        "One step after the other: another one comes first. The page of the settlement shows which."
    ),
    "settlement.reason_long": _("A reason has at most {limit} signs. Say it shorter."),
    "settlement.reason_missing": _("Say why: everybody may ask the commission for the reason."),
    "settlement.settled": _("The roll is settled, and its decisions stand."),
    "work.under_way": _("This is under way already. Wait a moment and look at the page again."),
}
