"""A space and the roles that people hold in it."""

from django.db import models
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
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sort__in=["network", "forum", "municipality"]), name="space_sort_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.names.get(self.language) or self.slug)


class Role(models.Model):
    """A role that a person holds in a space."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    space = models.ForeignKey(Space, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=[(role, role) for role in ROLES])
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "space", "role"], name="role_once"),
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role} of {self.space}"
