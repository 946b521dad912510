"""Passkeys: the forms that make, name and use them. A person may hold twenty, and whatever else is sent is refused."""

import struct
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.ground.people.forms import OurWords

MOST = 20
NAME: dict[str, dict[str, Any]] = {
    "name": {"label": _("Its name"), "help_text": _("So that you know it among others: “my telephone”.")}
}
# What the reader of a credential raises when it is not one.
MALFORMED = (AttributeError, LookupError, TypeError, ValueError, NotImplementedError, struct.error)


def not_one() -> forms.ValidationError:
    return forms.ValidationError(_("This passkey could not be read. Try again, or use your password."))


class CredentialField(forms.JSONField):
    """What a browser gave: a JSON object of at most 20,000 characters. Anything else is refused in one sentence."""

    widget = forms.HiddenInput
    longest = 20_000

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > self.longest:
            raise not_one()
        try:
            said = super().to_python(value)
        except (forms.ValidationError, RecursionError) as fault:
            raise not_one() from fault
        if not isinstance(said, dict):
            raise not_one()
        return said


class AddPasskeyForm(OurWords, allauth.AddWebAuthnForm):
    """A name and what the browser made. Each passkey opens the account by itself, so nobody is asked whether it may."""

    words = NAME
    name = forms.CharField(required=False, max_length=60)
    credential = CredentialField()
    passwordless = None

    def clean(self) -> dict[str, Any]:
        if Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN).count() >= MOST:
            raise forms.ValidationError(
                _("You have twenty passkeys. Remove one that you do not need, then add this.")
            )
        try:
            return super().clean()
        except (*MALFORMED, forms.ValidationError) as fault:
            raise not_one() from fault


class RenamePasskeyForm(OurWords, allauth.EditWebAuthnForm):
    """Another name for the same passkey."""

    words = NAME
    name = forms.CharField(max_length=60)


class Given:
    """Says in our words that what the browser gave is not the passkey of this account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields: dict[str, forms.Field] = {"credential": CredentialField()}

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except forms.ValidationError as refusal:
            if refusal.code == "incorrect_code":
                raise not_one() from refusal
            raise
        except MALFORMED as fault:
            raise not_one() from fault


class PasskeyForm(Given, allauth.AuthenticateWebAuthnForm):
    """A passkey as the second step, after the password."""


class PasskeyAloneForm(Given, allauth.LoginWebAuthnForm):
    """A passkey instead of address and password."""


class PasskeyAgainForm(Given, allauth.ReauthenticateWebAuthnForm):
    """A passkey once more, before something that matters."""
