"""One question for each kind of notice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.ground.notices.kinds import NOTICE_KINDS
from tequio.ground.notices.rules import AT_ONCE, DAILY, NEVER

LABELS = [
    (AT_ONCE, _("At once")),
    (DAILY, _("Once a day, in the morning")),
    (NEVER, _("Not at all")),
]


class PacesForm(forms.Form):
    """How soon a person wants to be told of what."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in NOTICE_KINDS.values():
            self.fields[kind.key] = forms.ChoiceField(
                label=str(kind.label), choices=LABELS, widget=forms.RadioSelect
            )
