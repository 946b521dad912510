"""The sentences of this room's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "territory.unclear": _("“{text}” can mean several places. Choose one of them."),
    "territory.unknown": _("We know no country, state or province called “{text}”. Write the country here and the city below, in words."),
}  # fmt: skip
