"""The sentences of this floor's refusals, each saying what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "date.unreadable": _("We could not read the date “{text}”. Write a year (1971), a month (2014-01) or a day (2014-01-09)."),
    "date.impossible": _("There is no such day as “{text}”. Check the month and the day."),
    "decision.reason_missing": _("Say why, so that the author knows what to do next."),
    "draft.not_sent": _("This draft is with its author. Wait until it is sent again."),
    "draft.sent": _("This was sent and waits for the coordinator. Take it back to write on."),
    "field.line_too_long": _("This line has {letters} letters; {limit} is the most. Shorten it."),
    "field.not_a_number": _("“{value}” is not a number. Write digits only, for instance 1200."),
    "field.required": _("This answer is needed before it can be sent."),
    "field.too_long": _("This text has {words} words; {limit} is the most. Take out {over}."),
    "field.too_many": _("There are {count} entries here; {most} is the most. Remove some."),
    "field.unknown_choice": _("“{value}” is not one of the choices. Pick one from the list."),
    "licence.unknown": _("Choose one of the licences in the list."),
    "link.not_allowed": _("These two cannot be linked in this way."),
    "money.out_of_range": _("This amount is too large, or below zero. Check it."),
    "money.too_fine": _("“{text}” has more decimals than {currency} has. Round it."),
    "money.unknown_currency": _("We do not know the currency “{currency}”. Use its three letters, for instance TND."),
    "money.unreadable": _("We could not read the amount “{text}”. Write digits, for instance 550 000."),
    "record.wrong_step": _("This has changed in the meantime. Open it again to see where it stands."),
    "summary.too_long": _("The summary has {words} words; {limit} is the most. Take out {over}."),
    "territory.missing": _("Say where it takes place: type the name of a country, a region or a city."),
    "text.unknown_status": _("A text is an original or a translation (human, machine or checked)."),
    "title.missing": _("Give it a title that says what was done and where."),
    "title.too_long": _("The title has {letters} letters; {limit} is the most. Shorten it."),
}  # fmt: skip
