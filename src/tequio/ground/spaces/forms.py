"""The forms of a space."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.ground.spaces.models import Space
from tequio.ground.spaces.rules import ABOUT_LONGEST, NAME_LONGEST, ROLES, TONGUES, WELCOME_LONGEST
from tequio.ground.spaces.words import ROLE_MEANINGS, ROLE_NAMES
from tequio.ground.zones import ZoneField

TONGUE_NAMES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português"}


def role_choices() -> list[tuple[str, str]]:
    """Each role with what it may do."""
    return [(role, f"{ROLE_NAMES[role]}: {ROLE_MEANINGS[role]}") for role in ROLES]


def reader_tongue() -> str:
    """The language of the page, as spaces name it."""
    return (get_language() or "en").split("-", maxsplit=1)[0]


class WordsForm(forms.Form):
    """What a space says of itself in one language."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LONGEST, required=False)
    welcome = forms.CharField(
        label=_("One sentence of welcome"),
        max_length=WELCOME_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    about = forms.CharField(
        label=_("What you tell on the home page"),
        help_text=_(
            "A line that begins with ## opens a section. **bold**, lists with a hyphen, [links](https://example.org)."
        ),
        max_length=ABOUT_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class LookForm(forms.Form):
    """Colours and logo."""

    light = forms.CharField(
        label=_("Colour on light pages"),
        help_text=_("Six digits after #, for instance #24664a."),
        required=False,
    )
    dark = forms.CharField(
        label=_("Colour on dark pages"),
        help_text=_("Leave it empty and we find the one that goes with it."),
        required=False,
    )
    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, JPEG or WebP, 5 MB at most."),
        required=False,
        allow_empty_file=True,
    )
    without = forms.BooleanField(label=_("Take the logo away"), required=False)


class PlaceForm(forms.Form):
    """Where a space is: its time zone."""

    time_zone = ZoneField(
        help_text=_(
            "Of the place that the space is about. New editions begin with it, and with the money of its country."
        )
    )

    def __init__(self, space: Space, near: str, data: Any = None) -> None:
        super().__init__(data, initial={"time_zone": space.time_zone})
        self.fields["time_zone"].offer(space.time_zone, near)  # type: ignore[attr-defined]


class RolesForm(forms.Form):
    """The roles that somebody holds."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        help_text=_("Without any role, the person does not belong to the space any more."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=role_choices,
    )


class NewSpaceForm(forms.Form):
    """A new space and who coordinates it."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LONGEST)
    slug = forms.CharField(
        label=_("Its word in addresses"),
        help_text=_("Small letters, digits and hyphens, for instance la-marsa."),
        max_length=40,
    )
    sort = forms.ChoiceField(label=_("What it is"), choices=Space.Sort.choices)
    language = forms.ChoiceField(
        label=_("Its main language"),
        choices=[(code, TONGUE_NAMES[code]) for code in TONGUES],
        initial=reader_tongue,
    )
    time_zone = ZoneField(help_text=_("Of the place that the space is about."))
    coordinator = forms.EmailField(
        label=_("E-mail address of its coordinator"),
        help_text=_("Somebody with an account here."),
        required=False,
    )
    domain = forms.CharField(
        label=_("A domain of its own"),
        help_text=_("For instance cities.example.org; the site must answer to it already."),
        required=False,
    )

    def __init__(self, near: str, data: Any = None) -> None:
        super().__init__(data, initial={"time_zone": near})
        self.fields["time_zone"].offer(near)  # type: ignore[attr-defined]
