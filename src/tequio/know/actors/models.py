"""An actor's own row beside its record."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.catalogue.records.models import Record
from tequio.ground.people.describing.models import Sphere
from tequio.know.actors.rules import SECTORS, sphere_of


class Actor(models.Model):
    """An organisation. Its name is its record's title; its sphere follows from its sector."""

    class Sector(models.TextChoices):
        NATIONAL = "national-government", _("National government")
        REGIONAL = "regional-government", _("Regional government")
        LOCAL = "local-government", _("Local government")
        PUBLIC_COMPANY = "public-company", _("Public company or agency")
        COMPANY = "company", _("Company")
        COOPERATIVE = "cooperative", _("Cooperative or social-economy organisation")
        ACADEMIA = "academia", _("Academia")
        CIVIL_SOCIETY = "civil-society", _("Civil-society organisation")
        UNION = "union", _("Union")
        EMPLOYERS = "employers", _("Employers' organisation")
        INDIGENOUS = "indigenous", _("Indigenous organisation")
        INFORMAL = "informal-workers", _("Informal workers")
        NETWORK = "network", _("Network")
        INTERNATIONAL = "international-agency", _("International agency")
        MEDIA = "media", _("Media")

    Sphere = Sphere

    record = models.OneToOneField(Record, models.CASCADE, primary_key=True, related_name="actor")
    sector = models.CharField(
        max_length=24, choices=Sector, blank=True, help_text="Empty until somebody says it."
    )
    website = models.URLField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sector__in=["", *SECTORS]), name="actor_sector_known"),
            models.CheckConstraint(
                condition=Q(website="")
                | Q(website__startswith="http://")
                | Q(website__startswith="https://"),
                name="actor_website_on_the_web",
            ),
        ]

    def __str__(self) -> str:
        return f"actor {self.record_id}"

    @property
    def sphere(self) -> str:
        return sphere_of(self.sector)
