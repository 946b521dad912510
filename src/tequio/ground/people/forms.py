"""The forms of an account, in our words and without placeholders."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tequio.ground.people.models import Person
from tequio.ground.zones import ZoneField

PASSWORD_HELP = _("At least ten characters. A few words in a row are easy to remember and hard to guess.")
WORDS: dict[str, dict[str, Any]] = {
    "login": {"label": _("E-mail address")},
    "email": {"label": _("E-mail address"), "help_text": ""},
    "password": {"label": _("Password"), "help_text": ""},
    "oldpassword": {"label": _("The password you have now"), "help_text": ""},
    "password1": {"label": _("New password"), "help_text": PASSWORD_HELP},
    "password2": {"label": _("The new password once more"), "help_text": ""},
}


class OurWords:
    """Says a form of allauth in our words."""

    words: dict[str, dict[str, Any]] = WORDS
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            for key, value in self.words.get(name, {}).items():
                setattr(field, key, value)
            field.widget.attrs.pop("placeholder", None)


class SignInForm(OurWords, allauth.LoginForm):
    """E-mail and password."""


class SignUpForm(OurWords, allauth.SignupForm):
    """E-mail and one password: nothing else is asked before it is needed."""

    words = {**WORDS, "password1": {"label": _("Password"), "help_text": PASSWORD_HELP}}

    def try_save(self, request: HttpRequest) -> Any:
        """Take as long for an address that has an account as for a new one: the slow hash tells otherwise."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class NewEmailForm(OurWords, allauth.AddEmailForm):
    """Another address for the same account."""

    words = {"email": {"label": _("New e-mail address")}}


class NewPasswordForm(OurWords, allauth.ChangePasswordForm):
    """A new password for somebody who knows the old one."""


class FirstPasswordForm(OurWords, allauth.SetPasswordForm):
    """A password for an account that has none."""


class ForgottenPasswordForm(OurWords, allauth.ResetPasswordForm):
    """Where to send the link."""


class PasswordByLinkForm(OurWords, allauth.ResetPasswordKeyForm):
    """A new password for somebody who followed the link."""


class SameAgainForm(OurWords, allauth.ReauthenticateForm):
    """The password once more, before something that matters."""


class AboutMeForm(forms.ModelForm):
    """How others see a person, and how the pages speak to them."""

    class Meta:
        model = Person
        fields = ("name", "language", "time_zone")
        labels = {
            "name": _("Your name"),
            "language": _("The language we write to you in"),
            "time_zone": _("Your time zone"),
        }
        help_texts = {"name": _("As colleagues know you. It stands beside what you publish.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["time_zone"] = zone = ZoneField(label=self.fields["time_zone"].label)
        zone.offer(self.instance.time_zone)


class EraseForm(forms.Form):
    """The address once more, and the password of somebody who has one: nobody is erased by a slip."""

    email = forms.EmailField(label=_("Your e-mail address, to be sure"))
    password = forms.CharField(label=_("Your password"), widget=forms.PasswordInput, strip=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"
        if not person.has_usable_password():
            del self.fields["password"]

    def clean_email(self) -> str:
        if self.cleaned_data["email"].casefold() != self.person.email.casefold():
            raise forms.ValidationError(_("This is not the address of this account. Type it again."))
        return self.person.email

    def clean_password(self) -> str:
        if not self.person.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password. Type it again."))
        return ""
