"""A space, the roles that people hold in it, and the ways into it."""

from collections.abc import Mapping

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.ground.people.models import Person
from tequio.ground.spaces.rules import ROLES


class Space(models.Model):
    """A network, a forum or a municipality; one installation may hold many."""

    class Sort(models.TextChoices):
        NETWORK = "network", _("Network")
        FORUM = "forum", _("Forum")
        MUNICIPALITY = "municipality", _("Municipality")

    slug = models.SlugField(max_length=40, unique=True)
    sort = models.CharField(max_length=20, choices=Sort, default=Sort.NETWORK)
    names = models.JSONField(default=dict, help_text="Language to name.")
    welcome = models.JSONField(default=dict, help_text="Language to one sentence on the home page.")
    about = models.JSONField(default=dict, help_text="Language to the home page's sections, in Markdown.")
    revision = models.PositiveIntegerField(default=0, help_text="Counts the changes of what is said above.")
    accent = models.CharField(max_length=7, blank=True, help_text="Colour on light pages: #2c4a8c.")
    accent_dark = models.CharField(max_length=7, blank=True, help_text="Colour on dark pages.")
    logo = models.FileField(upload_to="spaces", max_length=200, blank=True)
    domain = models.CharField(
        max_length=253, null=True, blank=True, unique=True, help_text="cities.example.org"
    )
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=["network", "forum", "municipality"]), name="space_sort_known"
            ),
            models.CheckConstraint(
                condition=Q(accent="", accent_dark="")
                | Q(accent__startswith="#", accent_dark__startswith="#"),
                name="space_accent_for_light_and_dark",
            ),
            models.CheckConstraint(
                condition=Q(domain=None) | ~Q(domain=""), name="space_domain_none_or_some"
            ),
        ]

    def __str__(self) -> str:
        return str(self.names.get(self.language) or self.slug)

    def name_in(self, language: str) -> str:
        """The name in a language of the interface (`pt-br` reads `pt`), else in the space's own."""
        return said_in(self.names, language, self.language) or self.slug

    def welcome_in(self, language: str) -> str:
        return said_in(self.welcome, language, self.language)


def said_in(words: Mapping[str, str], language: str, otherwise: str) -> str:
    """What is said in a language, else in another one, else in English, else in any."""
    wanted = (language.split("-", maxsplit=1)[0], otherwise, "en", *words)
    return next((words[code] for code in wanted if words.get(code)), "")


class Role(models.Model):
    """A role that a person holds in a space."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    space = models.ForeignKey(Space, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=[(role, role) for role in ROLES])
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "space", "role"], name="role_once"),
            models.CheckConstraint(condition=Q(role__in=ROLES), name="role_known"),
        ]
        indexes = [models.Index(fields=["space", "person", "role"], name="role_of_space")]

    def __str__(self) -> str:
        return f"{self.person}: {self.role} of {self.space}"


class Invitation(models.Model):
    """An invitation by mail. The mail alone holds its token; here is its digest. The address goes once it is used."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="invitations")
    email = models.EmailField(
        max_length=254, blank=True, help_text="In small letters; empty once it is used."
    )
    role = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    used_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "email"], condition=Q(used=None), name="invitation_once_open"
            ),
            models.CheckConstraint(condition=Q(role__in=ROLES), name="invitation_role_known"),
            models.CheckConstraint(condition=Q(expires__gt=F("made")), name="invitation_expires_later"),
            models.CheckConstraint(
                condition=(Q(used=None, used_by=None) & ~Q(email="")) | Q(used__isnull=False, email=""),
                name="invitation_open_or_used",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.space} for {self.email or self.used_by}"


class JoinRequest(models.Model):
    """Somebody asks to be a member of a space."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    space = models.ForeignKey(Space, models.CASCADE, related_name="requests")
    person = models.ForeignKey(Person, models.CASCADE, related_name="requests")
    words = models.TextField(blank=True)
    made = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    reason = models.TextField(blank=True)
    decided = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person"], condition=Q(outcome="waiting"), name="join_request_once_waiting"
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided=None)
                | Q(outcome="accepted", decided__isnull=False)
                | (Q(outcome="refused", decided__isnull=False) & ~Q(reason="")),
                name="join_request_waits_or_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} asks to join {self.space}"
