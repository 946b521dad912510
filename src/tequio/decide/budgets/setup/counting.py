"""The forms that ask how people vote and how votes are counted: for all contests, or for one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.models import Budget, Contest
from tequio.decide.budgets.rules import FORMATS, RULES
from tequio.decide.budgets.setup import services
from tequio.decide.budgets.setup.forms import StepForm, amount_typed
from tequio.decide.budgets.setup.grouping import settings_of, usual_settings
from tequio.decide.budgets.words import (
    COMPLETION_NAMES,
    FORMAT_MEANINGS,
    FORMAT_NAMES,
    RULE_MEANINGS,
    RULE_NAMES,
    SCORE_NAMES,
    UTILITY_NAMES,
)
from tequio.ground.people.models import Person

LARGEST = 1_000_000
YES_OR_NO = [("no", _("No")), ("yes", _("Yes"))]


def described(names: Any, meanings: Any, keys: Any) -> list[tuple[str, str]]:
    """Each choice with what it means."""
    return [(key, f"{names[key]}: {meanings[key]}") for key in keys]


class SettingsForm(StepForm):
    """Some of the settings of a contest, or of all that have none of their own."""

    def __init__(self, budget: Budget, data: Any = None, contest: Contest | None = None) -> None:
        self.contest = contest
        super().__init__(budget, data)

    def first(self) -> dict[str, Any]:
        said = settings_of(self.contest) if self.contest else usual_settings(self.budget)
        return said | {
            "step": amount_typed(said["step"], self.budget.currency) if said["step"] else "",
            "compared": "yes" if said["comparison"] == "greedy" else "no",
            "together": "yes" if said["incompatible_together"] else "no",
            "utility": said["utility"] if said["utility"] != "none" else "cost",
            "scores": said["scores"] if said["scores"] != "none" else "borda",
        }

    def said(self) -> dict[str, Any]:
        """What was answered, as fields of a contest."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def keep(self, by: Person) -> None:
        services.count_by(self.budget, self.said(), self.contest, **self.seen, by=by)


def number(label: Any, hint: Any = "", least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=LARGEST,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )


class BallotForm(SettingsForm):
    """What a ballot looks like, and how much it may say."""

    format = forms.ChoiceField(
        label=_("How people vote"),
        choices=lambda: described(FORMAT_NAMES, FORMAT_MEANINGS, FORMATS),
        widget=forms.RadioSelect,
    )
    most = number(_("Projects on one ballot, at most"), _("For approval, ranking and points."), 1)
    least = number(_("Projects on one ballot, at least"), _("For approval and ranking."), 1)
    points = number(_("Points of one ballot"), _("For points alone."))
    each = number(_("Points for one project, at most"), _("For points alone."))
    scores = forms.ChoiceField(
        label=_("What a place is worth"),
        help_text=_("For ranking alone."),
        choices=list(SCORE_NAMES.items()),
        widget=forms.RadioSelect,
    )
    together = forms.ChoiceField(
        label=_("May one ballot name two projects of which only one can win?"),
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
    )

    def said(self) -> dict[str, Any]:
        said = super().said()
        return said | {"incompatible_together": said.pop("together") == "yes"}


class RuleForm(SettingsForm):
    """How votes are counted."""

    rule = forms.ChoiceField(
        label=_("How votes are counted"),
        choices=lambda: described(RULE_NAMES, RULE_MEANINGS, RULES),
        widget=forms.RadioSelect,
    )
    threshold = number(_("Votes or points that a project needs to win"), _("1 when any will do."))
    completion = forms.ChoiceField(
        label=_("What becomes of money that is left"),
        help_text=_("For equal shares alone."),
        choices=list(COMPLETION_NAMES.items()),
        widget=forms.RadioSelect,
    )
    utility = forms.ChoiceField(
        label=_("How what a voter gets is measured"),
        help_text=_("For equal shares alone."),
        choices=list(UTILITY_NAMES.items()),
        widget=forms.RadioSelect,
    )
    step = forms.CharField(
        label=_("How much a step raises each share"),
        help_text=_("For equal shares whose shares are raised; one unit of the currency when empty."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
    )
    compared = forms.ChoiceField(
        label=_("Compare with most votes first, and keep the count by which more voters are better off?"),
        help_text=_("For equal shares alone."),
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        read = self.read_money("step", self.budget.currency)
        return said | {"step": read.amount if read else 0}

    def said(self) -> dict[str, Any]:
        said = super().said()
        return said | {"comparison": "greedy" if said.pop("compared") == "yes" else "none"}


class ContestForm(BallotForm, RuleForm):
    """How one contest is voted and counted, where it differs from the others."""

    field_order = ("format", *("most", "least", "points", "each", "scores", "together"), "rule")
