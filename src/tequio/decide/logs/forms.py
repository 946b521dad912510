"""The forms of officers about a vote that runs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.decide.ballots.page import title_of
from tequio.decide.protocol.freeze import Project


class WithdrawForm(forms.Form):
    """Which project leaves the vote, and why."""

    project = forms.ChoiceField(label=_("Project"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody reads it: on the ballot, in the log and in the bundle, for good."),
    )

    def __init__(self, projects: Sequence[Project], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [
            ("", _("Choose")),
            *((project.id, f"{title_of(project)} ({project.id})") for project in projects),
        ]
        self.fields["project"].choices = listed  # type: ignore[attr-defined]
