"""The form by which an officer moves an edition to another phase."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.gates import offers_along
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import FROZEN, PHASES, VALUATING
from tequio.decide.budgets.words import PHASE_MEANINGS, PHASE_NAMES


class MoveForm(forms.Form):
    """The phases before the vote but the present one, each with what it opens, and what goes along with some of them."""

    phase = forms.ChoiceField(label=_("To which phase?"), widget=forms.RadioSelect)
    along = forms.ChoiceField(
        label=_("Which proposals go on?"),
        help_text=_("For the phase “Valuating” alone: only proposals that go on are valued."),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, budget: Budget, data: Any = None) -> None:
        super().__init__(data)
        self.fields["phase"].choices = [  # type: ignore[attr-defined]
            (key, f"{PHASE_NAMES[key]}: {PHASE_MEANINGS[key]}")
            for key in PHASES
            if key not in FROZEN and key != budget.stage
        ]
        offered = offers_along(budget, VALUATING) if budget.stage != VALUATING else ()
        if not offered:
            del self.fields["along"]
            return
        self.fields["along"].choices = offered  # type: ignore[attr-defined]
        self.fields["along"].initial = offered[0][0]

    def along_with(self) -> str:
        """What goes along with the phase that was chosen."""
        said = self.cleaned_data
        return str(said.get("along", "")) if said["phase"] == VALUATING else ""
