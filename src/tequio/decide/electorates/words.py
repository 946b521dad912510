"""What ties, ways and reasons are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WAY_NAMES = {
    "census": _("From the census file"),
    "officer": _("Entered by an officer"),
}
BOND_NAMES = {
    "lives": _("They live there"),
    "works": _("They work there"),
    "studies": _("They study there"),
    "belongs": _("They belong to an association there"),
}
# Each goes on after "everybody who": lives in a zone, works there.
BOND_SAID = {
    "lives": pgettext_lazy("everybody who", "lives in one of the zones"),
    "works": pgettext_lazy("everybody who", "works there"),
    "studies": pgettext_lazy("everybody who", "studies there"),
    "belongs": pgettext_lazy("everybody who", "belongs to an association there"),
}
KNOWN_BY_NAMES = {
    "papers": _("Seen on a paper: a bill, a lease, a letter"),
    "known": _("I know the person"),
    "witness": _("Somebody on the roll vouches for them"),
    "letter": _("A letter from where they work or study"),
}
STRUCK_NAMES = {
    "not-entitled": _("Not entitled to vote in this edition"),
    "twice": _("On the roll twice"),
    "other-channel": _("Voted in another way"),
}
LEFT_NAME = _("Moved to another zone")
ASK_NAMES = {
    "number": _("Census number"),
    "birth": _("Date of birth"),
    "name": _("Full name"),
}
FAULT_NAMES = {
    "repeated": _("The same number as an earlier line: left out"),
    "undated": _("The date of birth cannot be read: left out"),
    "unzoned": _("No such zone: left out"),
    "unnumbered": _("No number: left out"),
    "unnamed": _("No name: left out"),
    "broken": _("The line has more cells than the heading, or is broken: left out"),
    "young": _("Too young on the day voting opens: left out"),
}
