"""The forms of inviting and asking."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.ground.spaces.forms import role_choices
from tequio.ground.spaces.joining.rules import WORDS_LONGEST


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    emails = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("One a line, fifty at most. Each gets a mail with a link that is good for two weeks."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "none"}),
    )
    role = forms.ChoiceField(label=_("As"), initial="member", choices=role_choices)


class AskForm(forms.Form):
    """Why somebody would like to join."""

    words = forms.CharField(
        label=_("What would you like to do here?"),
        help_text=_("The coordinators read it, nobody else."),
        max_length=WORDS_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
