"""The second step of signing in: our words for its refusals and its forms."""

from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tequio.ground.people.forms import OurWords
from tequio.ground.people.models import Person
from tequio.kit.qr import qr_svg

CODE: dict[str, dict[str, Any]] = {"code": {"label": _("Code")}}


class Steps(DefaultMFAAdapter):
    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it is too old. Type the one that the app shows now."),
        "unverified_email": _(
            "Confirm your e-mail address first: follow the link in the letter we sent you."
        ),
    }

    def build_totp_svg(self, url: str) -> str:
        """Draw the key on white, so that a telephone reads it from a dark page too."""
        return qr_svg(url, scale=5)

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """Name a new passkey by its number."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)


class FirstCodeForm(OurWords, totp.ActivateTOTPForm):
    """The first code shows that the app knows the key."""

    words = CODE


class CodeForm(OurWords, base.AuthenticateForm):
    """A code after the password."""

    words = CODE


class CodeAgainForm(OurWords, base.ReauthenticateForm):
    """A code once more, before something that matters."""

    words = CODE
