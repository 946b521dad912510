"""The sentences of this room's refusals, each saying what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "proposal.no_allocation": _("There is no money for this in the edition. Choose one of the list."),
}
