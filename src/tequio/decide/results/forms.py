"""What is asked on the pages after a vote: a receipt, a decision, a signature."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.decide.results.rules import LONGEST_REASON


class ReceiptForm(forms.Form):
    """A receipt's code, or the text of its QR code."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_(
            "The code, like K7QF-2M9X-4D0T, with the change if you have it; or the text of the QR code."
        ),
        max_length=1_000,
        strip=True,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )


class DecisionForm(forms.Form):
    """Why a ballot is annulled."""

    reason = forms.CharField(
        label=_("What the commission decided, and why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SignForm(forms.Form):
    """What an officer signs when the join key is destroyed."""

    sheets = forms.BooleanField(label=_("I saw both sealed sheets of the join key burnt or shredded."))
    machines = forms.BooleanField(
        label=_("No other machine that served this site holds the key, nor a copy of its folder of keys.")
    )
    backups = forms.BooleanField(
        label=_(
            "Backups, snapshots and write-ahead archives made since voting opened are destroyed, but for the one taken after the roll was settled."
        )
    )
