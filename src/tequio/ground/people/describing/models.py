"""What a person says of themselves. There is no row for somebody who says nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.ground.people.describing.rules import AGES, GENDERS, SPHERES
from tequio.ground.people.models import Person
from tequio.ground.territories.models import Territory


class Sphere(models.TextChoices):
    STATE = "state", _("State")
    ECONOMY = "economy", _("Economy")
    CIVIL_SOCIETY = "civil-society", _("Civil society")
    ACADEMIA = "academia", _("Academia")


class SelfDescription(models.Model):
    """Answers given once, by the person alone, to see whether participation is balanced; null is "rather not say"."""

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        OTHER = "other", _("Another, or none of these")

    class Age(models.TextChoices):
        UNDER_18 = "under-18", _("Under 18")
        FROM_18 = "18-29", _("18 to 29")
        FROM_30 = "30-44", _("30 to 44")
        FROM_45 = "45-59", _("45 to 59")
        FROM_60 = "60-74", _("60 to 74")
        FROM_75 = "75-over", _("75 or over")

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="self_description")
    sphere = models.CharField(max_length=20, choices=Sphere, null=True)
    gender = models.CharField(max_length=10, choices=Gender, null=True)
    age = models.CharField(max_length=10, choices=Age, null=True)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sphere__isnull=True) | models.Q(sphere__in=SPHERES),
                name="self_description_sphere_known",
            ),
            models.CheckConstraint(
                condition=models.Q(gender__isnull=True) | models.Q(gender__in=GENDERS),
                name="self_description_gender_known",
            ),
            models.CheckConstraint(
                condition=models.Q(age__isnull=True) | models.Q(age__in=AGES),
                name="self_description_age_known",
            ),
            models.CheckConstraint(
                condition=models.Q(sphere__isnull=False)
                | models.Q(gender__isnull=False)
                | models.Q(age__isnull=False)
                | models.Q(territory__isnull=False),
                name="self_description_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"what person {self.person_id} says of themselves"
