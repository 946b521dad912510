"""Four questions about oneself; none must be answered."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.ground.people.describing.models import SelfDescription
from tequio.ground.people.describing.queries import ASKED
from tequio.ground.refusals import sentence
from tequio.ground.territories.finding import Meant, territory_found, territory_meant
from tequio.ground.territories.models import Territory

HELP = {"sphere": _("Where you spend most of your working days.")}


class SelfDescriptionForm(forms.Form):
    """What somebody says of themselves; `place` is what the field of the territory shows."""

    territory = forms.CharField(
        label=_("Where you live"), help_text=_("A country, a state or a province is enough."), required=False
    )

    def __init__(self, data: Any = None, *, said: SelfDescription | None) -> None:
        super().__init__(data)
        self.language = (get_language() or "en").split("-")[0]
        for name, (label, answers) in ASKED.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                help_text=HELP.get(name, ""),
                choices=[("", _("Rather not say")), *answers],
                widget=forms.RadioSelect,
                initial=getattr(said, name, None) or "",
                required=False,
            )
        self.order_fields([*ASKED, "territory"])
        held = said.territory if said else None
        self.meant = Meant(found=territory_found(held.code, self.language) if held else None)
        if data is not None:
            self.meant = territory_meant(data, "territory", self.language)

    @property
    def place(self) -> dict[str, Any]:
        return self.meant.shown(self.language)

    def clean_territory(self) -> Territory | None:
        if self.meant.typed:
            raise forms.ValidationError(sentence(self.meant.refusal(self.language)))
        if self.meant.found is None:
            return None
        return Territory.objects.get(code=self.meant.found.id)
