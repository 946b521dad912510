"""How accounts behave here: the language of the path, and our own words where something is refused."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.ground.people.models import Person


class Accounts(DefaultAccountAdapter):
    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Write to the secretariat to open it again."),
        "email_password_mismatch": _(
            "The e-mail address or the password is not right. Try again, or choose a new password."
        ),
        "enter_current_password": _("This is not the password you have now. Type it again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
        "duplicate_email": _("This is the address you already have."),
        "same_as_current": _("This is what you already have."),
    }

    def new_user(self, request: HttpRequest) -> Person:
        """A new person reads in the language in which they signed up."""
        return Person(language=get_language() or "en")
