"""The sentences of this room's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "backup.cannot_write": _("The backup could not be written to {name}: {reason}. Nothing was left there. Make room, or give another place."),
    "backup.damaged": _("This archive is damaged in “{part}”. Nothing was restored. Take another copy of the backup."),
    "backup.exists": _("There is a file {name} already. Give another name."),
    "backup.keys_inside": _("The keys lie in {folder}, among the uploaded files, and would be in the backup. Move them elsewhere and set TEQUIO_KEYS."),
    "backup.ledger_broken": _("The rows are back, but the ledger does not hold from position {position} on: it was changed before the backup was made. Compare with an older backup."),
    "backup.newer": _("This backup was made by a newer Tequio ({version}). Install that one first, then restore."),
    "backup.not_empty": _("The database is not empty ({table} holds rows). Restore into an empty one: set TEQUIO_DATABASE or TEQUIO_VAR to a new place."),
    "backup.not_there": _("There is no file {name}. Check its name and folder."),
    "backup.other_rows": _("The rows of {table} are not those of the backup. Do not use this database; restore again into a new one."),
    "backup.unreadable": _("{name} is not a backup of Tequio, or it is cut off. Give an archive that `tequio backup` made."),
}  # fmt: skip
