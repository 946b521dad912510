"""The form that names a record of another space."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ShowForm(forms.Form):
    """Which record to show."""

    address = forms.CharField(
        label=_("Address of the record"),
        help_text=_("Copy it from the bar of your browser. Its last part alone is enough too."),
        max_length=500,
    )
