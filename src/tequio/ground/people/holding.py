"""What the ground itself holds about a person: the account, where they are signed in, and the ledger."""

from django.utils.translation import gettext_lazy as _

from tequio.ground.people.personal import Part, hold
from tequio.ground.people.queries import account_of, entries_of, sessions_of
from tequio.ground.people.services import end_sessions, erase_details


def hold_accounts() -> None:
    """Register the parts; called once, when the app is ready."""
    hold(Part("account", _("Your account: address, name, language, time zone"), account_of))
    hold(Part("sessions", _("Where you are signed in"), sessions_of, end_sessions))
    hold(
        Part(
            "ledger",
            _("What you did here, as the ledger has it"),
            entries_of,
            erase_details,
            kept=_(
                "That something was done, and when, under a number. Words in which you are named are erased."
            ),
        )
    )
