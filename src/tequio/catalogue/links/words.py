"""How a link is said, from either of its ends."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# relation -> (said of the target on the source's page, said of the source on the target's page)
WORDS: dict[str, tuple[Promise, Promise]] = {
    "inspired": (_("Inspired"), _("Inspired by")),
    "became": (_("Became"), _("Grew out of")),
    "evaluates": (_("Evaluates"), _("Evaluated by")),
    "adopts": (_("Takes up"), _("Taken up by")),
    "relates": (_("Related to"), _("Related to")),
}


def said(relation: str, *, outward: bool) -> str:
    """Say a relation in the reader's language; one that nobody gave words is returned as it is."""
    words = WORDS.get(relation)
    return str(words[0 if outward else 1]) if words else relation


def learn(relation: str, outward: Promise, inward: Promise) -> None:
    """Let an upper floor add the words of its own relations."""
    WORDS[relation] = (outward, inward)
