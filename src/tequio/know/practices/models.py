"""A practice's own row beside its record."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.catalogue.records.models import Record
from tequio.know.practices.rules import MATURITIES


class Practice(models.Model):
    """What lists and the search need of a practice's answers; written with each publication, never by itself."""

    class Maturity(models.TextChoices):
        INNOVATION = "innovation", _("Innovation")
        PROMISING = "promising", _("Promising practice")
        GOOD = "good", _("Good practice")
        INSTITUTIONALISED = "institutionalised", _("Institutionalised")

    record = models.OneToOneField(Record, models.CASCADE, primary_key=True, related_name="practice")
    maturity = models.CharField(max_length=20, choices=Maturity, blank=True)
    since = models.PositiveSmallIntegerField(null=True, help_text="Year of the earliest key date.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(maturity__in=["", *MATURITIES]), name="practice_maturity_known"
            )
        ]

    def __str__(self) -> str:
        return f"practice {self.record_id}"
