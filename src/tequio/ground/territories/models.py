"""A territory, from the world down to a zone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Territory(models.Model):
    """A place with a code; its names are kept by language, `und` where the language is not known."""

    class Level(models.TextChoices):
        WORLD = "world", _("World")
        REGION = "region", _("Region")
        COUNTRY = "country", _("Country")
        SUBDIVISION = "subdivision", _("State or province")
        MUNICIPALITY = "municipality", _("Municipality")
        ZONE = "zone", _("Zone")

    code = models.CharField(
        max_length=32, unique=True, help_text="M49, ISO 3166-1, ISO 3166-2, or one's own."
    )
    level = models.CharField(max_length=20, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    names = models.JSONField(default=dict, help_text="Language to name.")
    path = models.CharField(
        max_length=200, db_index=True, help_text="Codes from the world down, /001/019/005/PE/."
    )
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=False) | models.Q(level="world"),
                name="territory_has_parent",
            ),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="territory_point_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """Name in the language asked for, else in English, else in the one there is."""
        return str(
            self.names.get(language) or self.names.get("en") or next(iter(self.names.values()), self.code)
        )

    def language_of_name(self, language: str) -> str:
        """Say which language `name_in` answered in; `und` when nobody knows."""
        return next((key for key in (language, "en") if key in self.names), next(iter(self.names), "und"))
