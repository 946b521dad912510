"""The forms of the electorate."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.decide.electorates.models import Electorate
from tequio.decide.electorates.rules import LONGEST_NAME, LONGEST_NUMBER
from tequio.decide.electorates.words import ASK_NAMES

CODE_LONGEST = 40


def birth_field() -> forms.CharField:
    return forms.CharField(
        label=ASK_NAMES["birth"],
        help_text=_("Day, month and year, for instance 31/12/1990"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "bday", "class": "short"}),
    )


def number_field() -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "short"})
    return forms.CharField(label=ASK_NAMES["number"], max_length=LONGEST_NUMBER, widget=widget)


def name_field() -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "name"})
    return forms.CharField(label=ASK_NAMES["name"], max_length=LONGEST_NAME, widget=widget)


class CensusForm(forms.Form):
    """What a census voter types, as declared."""

    def __init__(self, electorate: Electorate, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "census_%s"})
        asked = {"number": number_field, "birth": birth_field, "name": name_field}
        for ask, field in asked.items():
            if ask in electorate.asks:
                self.fields[ask] = field()


class CodeForm(forms.Form):
    """The code of a letter."""

    code = forms.CharField(
        label=_("The code of your letter"),
        help_text=_("Twelve letters and digits, for instance K7QF-2M9X-4D0T"),
        max_length=CODE_LONGEST,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "code_%s"})
