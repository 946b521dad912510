"""The sentences of this room's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "person.alone_in_space": _("You alone coordinate {space}. Give somebody else that role first; then your account can be erased."),
}  # fmt: skip
