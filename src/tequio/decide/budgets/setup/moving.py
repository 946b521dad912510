"""The form by which an officer moves an edition to another phase."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import FROZEN, PHASES
from tequio.decide.budgets.words import PHASE_MEANINGS, PHASE_NAMES


class MoveForm(forms.Form):
    """The phases before the vote but the present one, each with what it opens."""

    phase = forms.ChoiceField(label=_("To which phase?"), widget=forms.RadioSelect)

    def __init__(self, budget: Budget, data: Any = None) -> None:
        super().__init__(data)
        self.fields["phase"].choices = [  # type: ignore[attr-defined]
            (key, f"{PHASE_NAMES[key]}: {PHASE_MEANINGS[key]}")
            for key in PHASES
            if key not in FROZEN and key != budget.stage
        ]
