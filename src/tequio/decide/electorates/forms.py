"""The forms of the electorate."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.models import Budget
from tequio.decide.electorates.models import Electorate
from tequio.decide.electorates.rules import LONGEST_APPEAL, LONGEST_NAME, LONGEST_NUMBER, birth_of
from tequio.decide.electorates.words import ASK_NAMES, BOND_NAMES, KNOWN_BY_NAMES, STRUCK_NAMES
from tequio.ground.refusals import sentence
from tequio.ground.spaces.forms import TONGUE_NAMES
from tequio.kit.refusals import Refused

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


class RulesForm(forms.Form):
    """Who may vote, and how they show it."""

    least_age = forms.IntegerField(
        label=_("Least age on the day voting opens"),
        min_value=0,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    bonds = forms.MultipleChoiceField(
        label=_("What ties somebody to a zone"),
        choices=list(BOND_NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    by_code = forms.BooleanField(label=_("By a code, printed or sent"), required=False)
    by_officer = forms.BooleanField(label=_("By an officer who knows the person"), required=False)
    by_census = forms.BooleanField(label=_("By the census number, from a file"), required=False)
    asks = forms.MultipleChoiceField(
        label=_("What a census voter types"),
        choices=list(ASK_NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_zones = forms.TypedChoiceField(
        label=_("Where somebody votes"),
        choices=[(0, _("In their own zone")), (1, _("In their own zone and in one other of their choice"))],
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in TONGUE_NAMES.items():
            self.fields[f"words_{code}"] = forms.CharField(
                label=_("The rules in words: {language}").format(language=name),
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )

    def rules(self) -> dict[str, Any]:
        """What was declared, as the service takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if not name.startswith("words_")}
        words = {code: self.cleaned_data[f"words_{code}"].strip() for code in TONGUE_NAMES}
        return said | {"words": {code: text for code, text in words.items() if text}}


class FileForm(forms.Form):
    """A census file."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV or XLSX, 20 MB at most. Its first line names the columns."),
        allow_empty_file=True,
    )
    replaces = forms.TypedChoiceField(
        label=_("What it does"),
        choices=[("", _("It adds people to the roll")), ("1", _("It replaces those of earlier files"))],
        coerce=bool,
        empty_value="",
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )


class ListForm(forms.Form):
    """To whom codes go."""

    file = forms.FileField(
        label=_("The list"),
        help_text=_("A column “number”; for letters the lines of the address, for mail a column “email”."),
        allow_empty_file=True,
    )
    how = forms.ChoiceField(
        label=_("How they go"),
        choices=[("print", _("Printed, one letter a page")), ("mail", _("By mail"))],
        widget=forms.RadioSelect,
        initial="print",
    )


class PersonForm(forms.Form):
    """Somebody whom an officer knows."""

    zone = forms.ChoiceField(label=_("Their zone"))
    known_by = forms.ChoiceField(
        label=_("How do you know of their tie to it?"),
        choices=list(KNOWN_BY_NAMES.items()),
        widget=forms.RadioSelect,
    )
    more = forms.CharField(
        label=_("What tells them apart from somebody of the same name and birth"),
        help_text=_("Only if there is such a person; for instance the mother's name."),
        max_length=LONGEST_NAME,
        required=False,
    )

    def __init__(self, budget: Budget, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, birth = name_field(), birth_field()
        for field in (name, birth):
            field.widget.attrs["autocomplete"] = "off"
        self.fields = {"name": name, "birth": birth, **self.fields}
        self.fields["zone"].choices = zone_choices(budget)  # type: ignore[attr-defined]

    def clean_birth(self) -> Any:
        return read_birth(self.cleaned_data["birth"])


def zone_choices(budget: Budget) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [("", ""), *((zone.key, zone.name_in(language) or zone.key) for zone in budget.zones.all())]


def read_birth(text: str) -> Any:
    """Read a date of birth; a refusal becomes the field's error."""
    try:
        return birth_of(text) if text else None
    except Refused as refusal:
        raise forms.ValidationError(sentence(refusal)) from None


class FindForm(forms.Form):
    """One person of the roll: by number, or by name and birth."""

    number = number_field()
    name = name_field()
    birth = birth_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            field.widget.attrs["autocomplete"] = "off"

    def clean_birth(self) -> Any:
        return read_birth(self.cleaned_data["birth"])


class MoveForm(forms.Form):
    """The zone that somebody belongs to."""

    zone = forms.ChoiceField(label=_("Their zone"))

    def __init__(self, budget: Budget, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "move_%s"})
        self.fields["zone"].choices = zone_choices(budget)  # type: ignore[attr-defined]


class StrikeForm(forms.Form):
    """Why an entry is struck."""

    reason = forms.ChoiceField(label=_("Why"), choices=list(STRUCK_NAMES.items()), widget=forms.RadioSelect)


class AppealForm(forms.Form):
    """What is wrong with the roll, in somebody's own words."""

    words = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Say what an officer needs to know to look it up. Only officers read it."),
        max_length=LONGEST_APPEAL,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    zone = forms.ChoiceField(label=_("Your zone"), required=False)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("If you want the answer by mail."), required=False
    )

    def __init__(self, budget: Budget, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zone_choices(budget)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The code of an appeal, to read its answer."""

    code = forms.CharField(label=_("The code that you were given"), max_length=CODE_LONGEST)


class DecideForm(forms.Form):
    """An officer's answer to an appeal."""

    outcome = forms.ChoiceField(
        label=_("What is decided"),
        choices=[
            ("accepted", _("The person is right; I have set the roll right")),
            ("refused", _("The roll is right")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The person reads it."),
        max_length=LONGEST_APPEAL,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
