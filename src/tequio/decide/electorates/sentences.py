"""The sentences of the refusals of this room, each saying what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "electorate.age": _("The least age is a whole number from 0 to {most}."),
    "electorate.asks_fixed": _("People of a census file are on the roll already, by what was asked then. To ask something else, replace the roll by a new file first."),
    "electorate.no_bond": _("Say at least one thing that ties somebody to a zone."),
    "electorate.number_asked": _("Whoever votes by the census types the census number at least. Tick it."),
    "electorate.only_papers": _("At least one way must need no identity document: leave codes or officers on."),
    "electorate.way_off": _("This way of taking part is off in this edition. Its rules say which ways there are."),
    "roll.bad_date": _("We could not read the date of birth. Write day, month and year: 31/12/1990."),
    "roll.closed": _("Voting is over: nobody comes onto the roll any more."),
    "roll.known_already": _("Somebody of this name and date of birth is on the roll already. Find them on the roll and give them a code there; if this is another person, write what tells the two apart."),
    "roll.name_missing": _("Write the whole name."),
    "roll.settled": _("The roll of this vote is settled. Nothing of it changes any more."),
    "roll.too_young": _("On {day}, when voting opens, this person is not {age} yet. They cannot vote in this edition."),
    "roll.unknown_reason": _("There is no such reason for striking somebody. Choose one of the list."),
    "roll.unknown_zone": _("There is no such zone in this edition. Choose one of the list."),
    "vote.code_of_receipt": _("This is the code of a receipt. To vote, type the code of your letter."),
    "vote.code_slip": _("One sign of this code is not right: a slip of the pen. Compare it with your letter, sign by sign."),
    "vote.code_unreadable": _("A code has twelve letters and digits, like K7QF-2M9X-4D0T. Copy it from your letter."),
    "vote.not_on_roll": _("Nobody is on the roll with exactly these words. Check each of them; if they are right, tell us below that the roll is wrong."),
    "vote.struck": _("You are struck from the roll: {reason}. If that is wrong, tell us below."),
    "vote.too_many_tries": _("Too many tries that did not fit. Wait five minutes, then try again."),
    "vote.wrong_code": _("This code opens nothing: it is well formed, but not of this edition, or a newer one took its place. Ask for a new one."),
}  # fmt: skip
