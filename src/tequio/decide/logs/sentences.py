"""The sentences of the log's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "log.not_to_withdraw": _(
        "“{project}” is not on the ballot, or was withdrawn before. Choose one of the list."
    ),
    "log.note_missing": _(
        "The last published checkpoint is not in the folder of keys. Put it back from the sealed copy; until then nothing is signed."
    ),
    "log.second_history": _(
        "The database does not hold what was already published of this vote: it was probably restored from an older backup. Nothing is signed. Call the commission."
    ),
    "vote.not_over": _(
        "Voting ends on {until:%Y-%m-%d at %H:%M} ({zone}), as the fixed rules say. It cannot be closed before."
    ),
}
