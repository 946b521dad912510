"""The forms of zones, headings, allocations and groups, whose fields follow from what stands."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext, to_locale
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.models import Heading, Part, Zone
from tequio.decide.budgets.rules import GROUPINGS, WHOLE
from tequio.decide.budgets.setup import services
from tequio.decide.budgets.setup.forms import StepForm, amount_typed, page_language
from tequio.decide.budgets.setup.queries import Cell, allocations_of, cells_of
from tequio.decide.budgets.setup.rules import LONGEST_NAME, MOST_HEADINGS, MOST_ZONES, lines_of, tidy
from tequio.decide.budgets.words import GROUPING_NAMES
from tequio.ground.people.models import Person
from tequio.ground.refusals import sentence
from tequio.ground.territories.finding import territories_named
from tequio.ground.territories.models import Territory
from tequio.kit.money import Money
from tequio.kit.refusals import Refused

LONGEST_PASTE = 200_000


class PartsForm(StepForm):
    """Zones or headings: those that stand, and others one a line."""

    template: ClassVar[str] = "decide/budgets/setup/parts.html"
    model: ClassVar[type[Zone] | type[Heading]]
    most: ClassVar[int]

    def ask(self) -> None:
        language = page_language()
        self.parts: list[Part] = list(
            self.model._default_manager.filter(budget=self.budget).exclude(key=WHOLE)
        )
        for part in self.parts:
            self.fields[f"part_{part.pk}"] = forms.CharField(
                label=part.name_in(language),
                max_length=LONGEST_NAME,
                required=False,
                initial=part.name_in(language),
            )

    def standing(self) -> list[Any]:
        """The fields of the parts that stand."""
        return [self[f"part_{part.pk}"] for part in self.parts]

    def adding(self) -> list[Any]:
        return [self[name] for name in ("more", "territory") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        try:
            said["added"] = lines_of(said.get("more", ""), self.most)
            said["names"] = {part.pk: tidy(said.get(f"part_{part.pk}", "")) for part in self.parts}
        except Refused as refusal:
            self.refuse("more", refusal)
        return said

    def territory_named(self) -> Territory | None:
        """The territory whose parts are to be added."""
        return None

    def keep(self, by: Person) -> None:
        said = self.cleaned_data
        services.set_parts(
            self.budget,
            self.model,
            said["names"],
            said["added"],
            self.territory_named(),
            language=page_language(),
            **self.seen,
            by=by,
        )


class ZonesForm(PartsForm):
    """The zones; the parts of a territory may become zones too."""

    model = Zone
    most = MOST_ZONES
    more = forms.CharField(
        label=_("Further zones, one a line"),
        help_text=_("Empty when the money is for the whole territory."),
        max_length=LONGEST_PASTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    territory = forms.CharField(
        label=_("Or all parts of a territory"),
        help_text=_("Its name; its parts become zones with their places on the map."),
        max_length=200,
        required=False,
    )

    def clean_territory(self) -> str:
        name = self.cleaned_data["territory"]
        if name and not territories_named(name, page_language()):
            raise forms.ValidationError(
                sentence(Refused("budget.territory_unknown", name=name[:60])), code="unknown"
            )
        return name

    def territory_named(self) -> Territory | None:
        found = territories_named(self.cleaned_data["territory"], page_language())
        return Territory.objects.get(code=found[0].id) if found else None


class HeadingsForm(PartsForm):
    """The headings."""

    model = Heading
    most = MOST_HEADINGS
    more = forms.CharField(
        label=_("Further headings, one a line"),
        help_text=_("Empty when the money is for any purpose."),
        max_length=LONGEST_PASTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AllocationsForm(StepForm):
    """The envelope shared out to zones and headings, as a table."""

    template: ClassVar[str] = "decide/budgets/setup/allocations.html"

    def ask(self) -> None:
        language = page_language()
        self.rows, self.columns, amounts = cells_of(self.budget)
        self.cells: dict[str, Cell] = {}
        for zone in self.rows:
            for heading in self.columns:
                cell = (zone.pk if zone else None, heading.pk if heading else None)
                key = f"cell_{cell[0] or 0}_{cell[1] or 0}"
                self.cells[key] = cell
                names = [part.name_in(language) for part in (zone, heading) if part]
                amount = amounts.get(cell, 0)
                self.fields[key] = forms.CharField(
                    label=" · ".join(names) or _("The whole territory"),
                    required=False,
                    max_length=40,
                    initial=amount_typed(amount, self.budget.currency) if amount else "",
                    widget=forms.TextInput(attrs={"class": "input", "inputmode": "decimal", "size": 12}),
                )

    def told(self) -> str:
        """How much there is to share out."""
        money = Money(self.budget.amount, self.budget.currency).spoken(to_locale(get_language() or "en"))
        return gettext("There are {money} to share out. An empty field gets nothing.").format(money=money)

    def table(self) -> list[tuple[str, list[Any]]]:
        """Rows of the table: the zone's name, and its fields."""
        language, each = page_language(), len(self.columns)
        fields = [self[key] for key in self.cells]
        return [
            (zone.name_in(language) if zone else str(_("The whole territory")), fields[place * each :][:each])
            for place, zone in enumerate(self.rows)
        ]

    def heads(self) -> list[str]:
        language = page_language()
        return [one.name_in(language) if one else str(_("Any purpose")) for one in self.columns]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["amounts"] = {}
        for key, cell in self.cells.items():
            if read := self.read_money(key, self.budget.currency):
                said["amounts"][cell] = read.amount
        return said

    def keep(self, by: Person) -> None:
        services.allocate(self.budget, self.cleaned_data["amounts"], **self.seen, by=by)


class GroupsForm(StepForm):
    """Which allocations are counted together."""

    template: ClassVar[str] = "decide/budgets/setup/groups.html"
    grouping = forms.ChoiceField(
        label=_("What is counted together"),
        choices=[(key, GROUPING_NAMES[key]) for key in GROUPINGS],
        widget=forms.RadioSelect,
    )

    def first(self) -> dict[str, Any]:
        return {"grouping": self.budget.grouping}

    def ask(self) -> None:
        language = page_language()
        self.rows = allocations_of(self.budget)
        together = [row.contest_id for row in self.rows]
        for row in self.rows:
            names = [part.name_in(language) for part in (row.zone, row.heading) if part]
            chosen = self.budget.grouping == "own" and together.count(row.contest_id) > 1
            self.fields[f"group_{row.pk}"] = forms.CharField(
                label=" · ".join(names) or _("The whole territory"),
                max_length=LONGEST_NAME,
                required=False,
                initial=row.contest.name_in(language) if chosen else "",
            )

    def groups(self) -> list[Any]:
        return [self[f"group_{row.pk}"] for row in self.rows]

    def keep(self, by: Person) -> None:
        said = self.cleaned_data
        labels = {row.pk: tidy(said[f"group_{row.pk}"]) for row in self.rows}
        services.group(self.budget, said["grouping"], labels, **self.seen, by=by)
