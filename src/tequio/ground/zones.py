"""The question for a time zone, as every form asks it: in the reader's words, the zones of a country first."""

from typing import Any

from django import forms
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from tequio.kit.zones import UTC, zones_offered


class ZoneField(forms.ChoiceField):
    """A choice among the time zones that have a place. `offer` says which stands and whose country comes first."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**{"label": _("Time zone"), **said})
        self.offer(UTC)

    def offer(self, now: str, near: str = UTC) -> None:
        """Offer all zones: those of the country of `now` first, or of `near` while `now` is UTC."""
        first = near if now == UTC else now
        self.choices = lambda: zones_offered(to_locale(get_language() or "en"), near=first, now=now)
