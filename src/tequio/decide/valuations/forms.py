"""The forms of valuing: what was found, announcing and deciding, assigning, what excludes each other."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.catalogue.publishing.asking.figures import typeable
from tequio.decide.budgets.models import Allocation
from tequio.decide.valuations.models import Valuation
from tequio.decide.valuations.queries import NOBODY, UNDECIDED, Load, Narrowed
from tequio.decide.valuations.rules import (
    DAYS,
    FEWEST_DAYS,
    MOST_DAYS,
    MOST_PARTS,
    PART_LONGEST,
    REASON_LONGEST,
    REPLY_LONGEST,
    WORDS_LONGEST,
    Findings,
    Part,
)
from tequio.ground.refusals import sentence
from tequio.ground.spaces.forms import TONGUE_NAMES
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.rules import TONGUES
from tequio.kit.money import Money, money
from tequio.kit.refusals import Refused

YES, NO, NOT_YET = "yes", "no", ""
ANSWERS = {YES: True, NO: False, NOT_YET: None}
SPARE = 3
"""Empty parts below those that are kept; saving gives three more."""


def tongues_of(space: Space) -> list[str]:
    """The languages of a space's words, its own first."""
    own = space.language if space.language in TONGUES else TONGUES[0]
    return [own, *(code for code in TONGUES if code != own)]


def amount(text: str, currency: str) -> int:
    """Read an amount in minor units as people type it; what cannot be read becomes an error of the form."""
    try:
        return money(text, currency).amount
    except Refused as refusal:
        raise forms.ValidationError(sentence(refusal)) from None


class InTongues(forms.Form):
    """A form whose `words` are a text area in each language, the space's own first."""

    prefix_of_words = "explanation"

    def add_words(self, space: Space, label: Any, said: Mapping[str, str]) -> None:
        for code in tongues_of(space):
            self.fields[f"{self.prefix_of_words}_{code}"] = forms.CharField(
                label=f"{label} · {TONGUE_NAMES[code]}",
                initial=said.get(code, ""),
                max_length=WORDS_LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5, "lang": code}),
            )

    def words(self) -> dict[str, str]:
        start = f"{self.prefix_of_words}_"
        said = self.cleaned_data.items()
        return {name.removeprefix(start): text for name, text in said if name.startswith(start) and text}

    @property
    def own_words(self) -> forms.BoundField:
        return self[self._names()[0]]

    @property
    def other_words(self) -> list[forms.BoundField]:
        return [self[name] for name in self._names()[1:]]

    def _names(self) -> list[str]:
        return [name for name in self.fields if name.startswith(f"{self.prefix_of_words}_")]


class FindingsForm(InTongues):
    """Can it be done, why, what does it cost a year."""

    feasible = forms.ChoiceField(
        label=_("Can it be done?"),
        choices=[(NOT_YET, _("Not said yet")), (YES, _("Yes")), (NO, _("No"))],
        required=False,
        widget=forms.RadioSelect,
    )
    running_costs = forms.CharField(
        label=_("Running costs a year"),
        help_text=_("What the city pays each year once it is built: care, energy, people."),
        required=False,
        max_length=40,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, valuation: Valuation, space: Space, currency: str, data: Any = None) -> None:
        said = {True: YES, False: NO, None: NOT_YET}[valuation.feasible]
        costs = valuation.running_costs
        initial = {
            "feasible": said,
            "running_costs": "" if costs is None else typeable(Money(costs, currency)),
            "revision": valuation.revision,
        }
        super().__init__(data, initial=initial)
        self.currency = currency
        self.fields["running_costs"].widget.attrs |= {"class": "short", "inputmode": "decimal"}
        self.add_words(space, _("Explanation, which everybody reads"), valuation.explanation)

    def clean_running_costs(self) -> int | None:
        text = self.cleaned_data["running_costs"]
        return amount(text, self.currency) if text else None

    def findings(self, parts: Sequence[Part]) -> Findings:
        said = self.cleaned_data
        return Findings(ANSWERS[said["feasible"]], self.words(), parts, said["running_costs"])


class PartForm(forms.Form):
    """A part of the price."""

    what = forms.CharField(label=_("What for"), max_length=PART_LONGEST, required=False)
    amount = forms.CharField(label=_("Amount"), max_length=40, required=False)

    def __init__(self, *args: Any, currency: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["what"].widget.attrs["lang"] = language
        self.fields["amount"].widget.attrs |= {"class": "short", "inputmode": "decimal"}

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("what") and not said.get("amount") and "amount" not in self.errors:
            self.add_error("amount", sentence(Refused("valuation.amount_missing", what=said["what"][:40])))
        if said.get("amount") and not said.get("what") and "what" not in self.errors:
            self.add_error("what", sentence(Refused("valuation.part_without_name")))
        return said

    def clean_amount(self) -> int | str:
        text = self.cleaned_data["amount"]
        return amount(text, self.currency) if text else ""


class PartForms(forms.BaseFormSet[PartForm]):
    """The parts of a price, with some to spare; an emptied one goes away."""

    def parts(self) -> tuple[Part, ...]:
        said = (form.cleaned_data for form in self.forms)
        return tuple(Part(one["what"], one["amount"]) for one in said if one.get("what"))


_PARTS = forms.formset_factory(
    PartForm, PartForms, extra=SPARE, max_num=MOST_PARTS, absolute_max=MOST_PARTS, validate_max=True
)


def parts_form(valuation: Valuation, space: Space, currency: str, data: Any = None) -> PartForms:
    """The form of a price's parts, which are named in the language of the space."""
    initial = [
        {"what": part.what, "amount": typeable(Money(part.amount, currency))} for part in valuation.priced
    ]
    asked = {"currency": currency, "language": tongues_of(space)[0]}
    made = _PARTS(data, initial=initial, prefix="part", form_kwargs=asked)
    return cast("PartForms", made)


class AnnounceForm(forms.Form):
    """How long the author has to reply."""

    days = forms.IntegerField(
        label=_("Days to reply"), min_value=FEWEST_DAYS, max_value=MOST_DAYS, initial=DAYS
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class DecideForm(InTongues):
    """Make it final; where the author replied, with an answer."""

    prefix_of_words = "answer"
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, valuation: Valuation, space: Space, data: Any = None) -> None:
        super().__init__(data, initial={"revision": valuation.revision})
        if valuation.replied:
            self.add_words(space, _("Answer to the author, which everybody reads"), {})

    @property
    def first(self) -> list[forms.BoundField]:
        """What is asked before other languages: the answer in the space's own, where there is one to give."""
        return [self["revision"], *([self.own_words] if self._names() else [])]


class ReopenForm(forms.Form):
    """Why it is opened again."""

    reason = forms.CharField(
        label=_("Why it is looked at again"),
        help_text=_("Everybody reads it."),
        max_length=REASON_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(forms.Form):
    """What the author says to a no."""

    words = forms.CharField(
        label=_("Your reply"),
        help_text=_("It is published with the decision, and the city answers it. You can reply once."),
        max_length=REPLY_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class NarrowForm(forms.Form):
    """What a list of proposals to value is narrowed to."""

    state = forms.ChoiceField(label=_("State"), required=False)
    allocation = forms.TypedChoiceField(
        label=_("Zone and heading"), required=False, coerce=int, empty_value=None
    )
    valuator = forms.ChoiceField(label=_("Valued by"), required=False)

    def __init__(
        self, data: Any, allocations: Sequence[Allocation], loads: Sequence[Load] | None, default: str
    ) -> None:
        super().__init__({"state": default, **data.dict()})
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("All")), (UNDECIDED, _("To be decided")), *Valuation.State.choices
        ]  # fmt: skip
        self.fields["allocation"].choices = [("", _("All"))] + [  # type: ignore[attr-defined]
            (one.pk, name_of(one)) for one in allocations
        ]
        if loads is None:
            del self.fields["valuator"]
        else:
            people = [(str(load.person.pk), str(load.person)) for load in loads]
            everybody = [("", _("Everybody")), (NOBODY, _("Nobody yet"))]
            self.fields["valuator"].choices = everybody + people  # type: ignore[attr-defined]

    def asked(self) -> Narrowed:
        """What is asked for; what cannot be understood is left out."""
        self.is_valid()
        said = self.cleaned_data
        return Narrowed(said.get("state", ""), said.get("allocation"), said.get("valuator", ""))


class AssignForm(forms.Form):
    """Who is to value what was chosen."""

    valuator = forms.ChoiceField(label=_("Valued by"), required=False)
    address = forms.EmailField(
        label=_("or another member, by e-mail address"), required=False, max_length=254
    )

    def __init__(self, loads: Sequence[Load], data: Any = None) -> None:
        super().__init__(data)
        self.fields["valuator"].choices = [("", "-")] + [  # type: ignore[attr-defined]
            (str(load.person.pk), f"{load.person} ({load.undecided})") for load in loads
        ]


class IncompatibleForm(forms.Form):
    """Two proposals that exclude each other."""

    first = forms.CharField(
        label=_("One proposal"), help_text=_("Its address, or its number: p12."), max_length=500
    )
    second = forms.CharField(label=_("The other proposal"), max_length=500)
    reason = forms.CharField(
        label=_("Why only one can be done"),
        required=False,
        max_length=REASON_LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def name_of(allocation: Allocation) -> str:
    """An allocation by its zone and its heading, in the reader's language."""
    language = get_language() or "en"
    parts = (allocation.zone, allocation.heading)
    return " · ".join(part.name_in(language) or part.key for part in parts if part) or str(_("All"))
