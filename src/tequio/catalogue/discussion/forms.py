"""What one says, and why something is hidden."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.catalogue.discussion.rules import LONGEST, REASON_LONGEST


class WordsForm(forms.Form):
    """A comment; the rules say what is wrong with it, so that nothing typed is cut."""

    words = forms.CharField(
        label=_("Your comment"),
        help_text=_("Plain text. Everybody reads it, with your name."),
        error_messages={"required": _("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}),
    )


class ReasonForm(forms.Form):
    """Why a comment is hidden."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody reads it in place of the comment, and its author is told."),
        error_messages={"required": _("Say why, so that its author and everybody else understand.")},
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": REASON_LONGEST}),
    )
