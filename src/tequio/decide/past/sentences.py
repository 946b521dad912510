"""The sentences of this room's refusals, each saying what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "past.malformed": _("{file}, line {line}, column {column}: {reason}"),
    "past.malformed_whole": "{file}: {reason}",
    "past.unreadable": _("{file} cannot be opened: {reason}. Check the path."),
    "past.no_currency": _(
        "The file does not say its currency. Say it with --currency, for instance --currency EUR."
    ),
    "past.amount_too_fine": _(
        "{what}: {amount} is finer than the smallest unit of {currency}, or too large. Correct the file."
    ),
    "past.id_too_long": _(
        "The project “{id}…” has a number of more than {limit} signs. Shorten it in the file."
    ),
    "past.same_address": _(
        "This space already has an edition “{slug}”, from another file. Give this one another address with --slug."
    ),
    "past.bad_slug": _(
        "“{slug}” is not fit for an address. Use small letters, digits and hyphens, at most 60."
    ),
    "past.unclear": "{reason}",
}
