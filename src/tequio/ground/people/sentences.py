"""The sentences of this room's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "person.known_elsewhere": _("There is an account here with your address already. Sign in to it as ever; on the page “How I sign in” you can join {house} to it."),
    "person.unconfirmed_elsewhere": _("{house} does not say that your e-mail address is confirmed. Open an account here with your address and a password; then you can join {house} to it."),
    "person.alone_in_space": _("You alone coordinate {space}. Give somebody else that role first; then your account can be erased."),
}  # fmt: skip
