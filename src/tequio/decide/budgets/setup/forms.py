"""The questions about an edition, one thing a page: each form knows what stands and which service keeps its answer."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import begins
from tequio.decide.budgets.rules import MOST_MONEY, PHASES, TIES, share_of
from tequio.decide.budgets.setup import services
from tequio.decide.budgets.setup.rules import (
    LEAST_HOLD,
    LONGEST_NAME,
    LONGEST_SLUG,
    LONGEST_TEXT,
    MOST_HOLD,
    hundredths,
)
from tequio.decide.budgets.words import PHASE_NAMES, TIE_MEANINGS, WITHDRAWN_MEANINGS
from tequio.ground.people.models import Person
from tequio.ground.refusals import sentence
from tequio.ground.spaces.forms import TONGUE_NAMES
from tequio.ground.spaces.rules import TONGUES
from tequio.ground.zones import ZoneField
from tequio.kit.moments import Moment, moment, typed
from tequio.kit.money import Money, money
from tequio.kit.refusals import Refused

MOST_PEOPLE = 1_000_000_000
AREA = forms.Textarea(attrs={"rows": 8})


def page_language() -> str:
    """The language of texts on this page: `pt` on a page in `pt-br`."""
    return (get_language() or "en").split("-", maxsplit=1)[0]


def tongues() -> list[str]:
    """The languages in which an edition may speak, the page's first."""
    own = page_language()
    return [own, *(code for code in TONGUES if code != own)]


def amount_typed(amount: int, currency: str) -> str:
    """An amount as a field holds it, so that `kit.money` reads it back: in whole units, with decimals where there are any.

    Three decimals alone would be read as thousands: they get a separator before them, or a nought after them.
    """
    said = Money(amount, currency)
    units = said.in_units()
    if units == units.to_integral_value():
        return f"{units:.0f}"
    if said.decimals == 3:
        return f"{units:,.3f}" if units >= 1000 else f"{units:.4f}"
    return f"{units:.{said.decimals}f}"


class StepForm(forms.Form):
    """A page of questions. `revision` is that of the edition as the page showed it."""

    template: ClassVar[str] = "decide/budgets/setup/fields.html"
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, budget: Budget, data: Any = None) -> None:
        self.budget = budget
        super().__init__(data, initial={"revision": budget.revision, **self.first()})
        self.ask()

    def first(self) -> dict[str, Any]:
        """What stands, by field."""
        return {}

    def ask(self) -> None:
        """Add the fields that depend on the edition."""

    def keep(self, by: Person) -> None:
        """Have what was typed kept; the form is valid."""
        raise NotImplementedError

    @property
    def seen(self) -> dict[str, Any]:
        return {"revision": self.cleaned_data["revision"]}

    def refuse(self, field: str | None, refusal: Refused) -> None:
        """Say a refusal beside a field, or above all of them."""
        self.add_error(field if field in self.fields else None, sentence(refusal))

    def read_money(self, field: str, currency: str) -> Money | None:
        """Read an amount, or say beside its field why it cannot be read; none where nothing was typed."""
        text = self.cleaned_data.get(field, "")
        try:
            read = money(text, currency) if text else None
            if read and read.amount > MOST_MONEY:
                raise Refused("money.out_of_range")
        except Refused as refusal:
            self.refuse(field, refusal)
            return None
        return read


class NameForm(StepForm):
    """Name in several languages, and the word in addresses until the edition is opened."""

    def first(self) -> dict[str, Any]:
        return {f"name_{code}": self.budget.names.get(code, "") for code in TONGUES} | {
            "slug": self.budget.slug
        }

    def ask(self) -> None:
        for code in tongues():
            self.fields[f"name_{code}"] = forms.CharField(
                label=TONGUE_NAMES[code], max_length=LONGEST_NAME, required=False
            )
        if self.budget.opened is None:
            self.fields["slug"] = forms.CharField(
                label=_("Its word in addresses"),
                help_text=_("Small letters, digits and hyphens, for instance 2027."),
                max_length=LONGEST_SLUG,
            )

    def names(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"name_{code}"] for code in TONGUES}

    def keep(self, by: Person) -> None:
        slug = self.cleaned_data.get("slug", self.budget.slug)
        services.name_edition(self.budget, self.names(), slug, **self.seen, by=by)


class CurrencyField(forms.CharField):
    """The three letters of a currency that there is, in capitals."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Currency"),
            help_text=_("Three letters, for instance TND, EUR or BRL."),
            max_length=3,
            widget=forms.TextInput(attrs={"class": "short", "autocapitalize": "characters"}),
        )

    def clean(self, value: Any) -> str:
        code = super().clean(value).upper()
        try:
            return Money(0, code).currency
        except Refused as refusal:
            raise forms.ValidationError(sentence(refusal), code="unknown") from None


class NewForm(NameForm):
    """The first answers of a new edition; its currency is asked with them, because amounts follow from it."""

    def first(self) -> dict[str, Any]:
        return {"currency": self.budget.currency}

    def ask(self) -> None:
        super().ask()
        self.fields["currency"] = CurrencyField()


class AboutForm(StepForm):
    """What the edition is about, in several languages."""

    def first(self) -> dict[str, Any]:
        return {f"about_{code}": self.budget.about.get(code, "") for code in TONGUES}

    def ask(self) -> None:
        for code in tongues():
            self.fields[f"about_{code}"] = forms.CharField(
                label=TONGUE_NAMES[code],
                help_text=_("A line that begins with ## opens a section. **bold**, lists with a hyphen."),
                max_length=LONGEST_TEXT,
                required=False,
                widget=AREA,
            )

    def keep(self, by: Person) -> None:
        about = {code: self.cleaned_data[f"about_{code}"] for code in TONGUES}
        services.describe(self.budget, about, **self.seen, by=by)


class MoneyForm(StepForm):
    """The envelope: an amount, or a share of an investment budget."""

    currency = CurrencyField()
    how = forms.ChoiceField(
        label=_("How the envelope is set"),
        choices=[("amount", _("An amount")), ("share", _("A share of the investment budget"))],
        widget=forms.RadioSelect,
    )
    amount = forms.CharField(label=_("Amount"), required=False, max_length=40)
    base = forms.CharField(
        label=_("Investment budget"), help_text=_("For a share alone."), required=False, max_length=40
    )
    share = forms.CharField(
        label=_("Share in percent"),
        help_text=_("For a share alone, for instance 5 or 2.5."),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
    )
    field_order = ("currency", "how", "amount", "base", "share")

    def first(self) -> dict[str, Any]:
        held = self.budget
        said = {"currency": held.currency, "how": "amount" if held.share is None else "share"}
        if held.share is not None and held.base:
            said["base"] = amount_typed(held.base, held.currency)
        if held.share is not None:
            said["share"] = f"{held.share / 100:g}"
        elif held.amount:
            said["amount"] = amount_typed(held.amount, held.currency)
        return said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        currency = said.get("currency", "")
        if not currency:
            return said
        if said.get("how") == "share":
            said["read"] = self._share(currency)
        elif said.get("how") == "amount":
            read = self.read_money("amount", currency)
            said["read"] = (read, None, None)
            if read is None and "amount" not in self.errors:
                self.refuse("amount", Refused("budget.no_money"))
        return said

    def _share(self, currency: str) -> tuple[Money | None, int | None, int | None]:
        base = self.read_money("base", currency)
        if base is None and "base" not in self.errors:
            self.refuse("base", Refused("budget.no_base"))
        try:
            share = hundredths(self.cleaned_data.get("share", ""))
            part = share_of(base.amount, share) if base else 0
        except Refused as refusal:
            self.refuse("share", refusal)
            return None, None, None
        return (Money(part, currency), base.amount, share) if base else (None, None, None)

    def keep(self, by: Person) -> None:
        services.set_money(self.budget, *self.cleaned_data["read"], **self.seen, by=by)


class DatesForm(StepForm):
    """The time zone of the edition, and when each phase begins in it."""

    time_zone = ZoneField()

    def first(self) -> dict[str, Any]:
        dates = begins(self.budget)
        said = {key: typed(Moment(at, self.budget.time_zone)) for key, at in dates.items()}
        return said | {"time_zone": self.budget.time_zone}

    def ask(self) -> None:
        self.fields["time_zone"].offer(self.budget.time_zone, self.budget.space.time_zone)  # type: ignore[attr-defined]
        for key in PHASES:
            self.fields[key] = forms.CharField(
                label=str(PHASE_NAMES[key]),
                required=False,
                max_length=30,
                widget=forms.TextInput(attrs={"type": "datetime-local"}),
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["dates"] = {}
        stands = begins(self.budget) if said.get("time_zone") == self.budget.time_zone else {}
        for key in PHASES:
            if said.get(key) and said.get("time_zone"):
                try:
                    said["dates"][key] = self._moment(said[key], said["time_zone"], stands.get(key))
                except Refused as refusal:
                    self.refuse(key, refusal)
        return said

    def _moment(self, text: str, zone: str, stands: datetime | None) -> datetime:
        """The moment that was typed; one that was left as it is keeps its seconds, which the field does not show."""
        read = moment(text, zone)
        return stands if stands and stands.replace(second=0, microsecond=0) == read else read

    def keep(self, by: Person) -> None:
        try:
            services.set_times(
                self.budget, self.cleaned_data["time_zone"], self.cleaned_data["dates"], **self.seen, by=by
            )
        except Refused as refusal:
            facts = {name: PHASE_NAMES.get(str(fact), fact) for name, fact in refusal.facts.items()}
            refusal.facts = facts
            raise


class TermsForm(StepForm):
    """Fields of `Budget` that are declared before the vote."""

    def first(self) -> dict[str, Any]:
        return {name: getattr(self.budget, name) for name in self.base_fields if name != "revision"}

    def keep(self, by: Person) -> None:
        terms = {name: self.cleaned_data[name] for name in self.base_fields if name != "revision"}
        services.set_terms(self.budget, terms, **self.seen, by=by)


class SupportForm(TermsForm):
    """How much support a proposal needs, and how many proposals one person may support."""

    support_threshold = forms.IntegerField(
        label=_("Supporters that a proposal needs to go on"),
        help_text=_("0 when none are needed."),
        min_value=0,
        max_value=MOST_PEOPLE,
    )
    supports_each = forms.IntegerField(
        label=_("Proposals that one person may support"),
        help_text=_("Empty for any number."),
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
    )


def ties_said() -> Iterator[tuple[str, object]]:
    """What decides between equal votes, each in a sentence."""
    for key in TIES:
        yield key, str(TIE_MEANINGS[key]).format(seed="…")


class TiesForm(TermsForm):
    """What decides between equal votes."""

    ties = forms.ChoiceField(label=_("Equal votes"), choices=ties_said, widget=forms.RadioSelect)
    tie_seed = forms.CharField(
        label=_("Public words from which the order is drawn"),
        help_text=_(
            "For a drawn order alone; for instance the numbers of a lottery, so that nobody chose them."
        ),
        max_length=200,
        required=False,
    )


class VotingForm(TermsForm):
    """Where one votes, what becomes of a project withdrawn while people vote, and how many ballots wait to be logged."""

    other_zones = forms.TypedChoiceField(
        label=_("Where one votes"),
        choices=[(0, _("In one's own zone.")), (1, _("In one's own zone and in one other of one's choice."))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    withdrawn_counts = forms.TypedChoiceField(
        label=_("A project withdrawn while people vote"),
        choices=[("no", WITHDRAWN_MEANINGS[False]), ("yes", WITHDRAWN_MEANINGS[True])],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )

    hold = forms.IntegerField(
        label=_("Ballots that always wait to be logged"),
        help_text=_(
            "So that the log tells nobody's hour. 30 suit a town; with fewer voters take less, so that people find their ballot in the log before the close."
        ),
        min_value=LEAST_HOLD,
        max_value=MOST_HOLD,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def first(self) -> dict[str, Any]:
        return super().first() | {"withdrawn_counts": "yes" if self.budget.withdrawn_counts else "no"}


class LawForm(TermsForm):
    """What the edition rests on."""

    legal_basis = forms.CharField(
        label=_("Legal basis"),
        help_text=_("A by-law or a decision of the council, with its date."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
