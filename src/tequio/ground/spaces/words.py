"""What roles are called, and what each may do, in words."""

from django.utils.translation import gettext_lazy as _

ROLE_NAMES = {
    "coordinator": _("Coordinator"),
    "secretariat": _("Secretariat"),
    "reviewer": _("Reviewer"),
    "editor": _("Editor"),
    "translator": _("Translator"),
    "moderator": _("Moderator"),
    "member": _("Member"),
}
ROLE_MEANINGS = {
    "coordinator": _("runs the space: members, look, home page, and what is published"),
    "secretariat": _("reads what was sent, publishes it or sends it back"),
    "reviewer": _("looks critically at what others wrote"),
    "editor": _("improves what was sent or published"),
    "translator": _("brings texts into other languages"),
    "moderator": _("keeps discussions friendly"),
    "member": _("belongs to the space and sees who else does"),
}
