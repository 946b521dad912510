"""The sentences of this room's refusals, each saying what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "comment.empty": _("Write something first."),
    "comment.too_long": _("This has {letters} letters; {limit} is the most. Shorten it."),
    "comment.reason_missing": _("Say why, so that its author and everybody else understand."),
    "comment.too_late": _("A comment can be changed for {minutes} minutes. Take it back, or answer it."),
    "comment.thread_full": _("This thread has {limit} answers, which is the most. Begin a new one."),
    "comment.not_discussed": _("There is no discussion here. Go back to the page before."),
    "comment.not_there": _("This comment was hidden or taken back in the meantime. Open the discussion again."),
}  # fmt: skip
