"""The sentences of this room's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "actor.website_unreadable": _("“{text}” is not the address of a website. Write it whole: https://www.example.org"),
}  # fmt: skip
