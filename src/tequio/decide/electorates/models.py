"""The roll: who may vote, the codes that were given out, appeals."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.models import Budget, Zone
from tequio.decide.electorates.rules import CHANNELS, STRUCK, WAYS
from tequio.ground.people.models import Person


def new_entry_id() -> bytes:
    return secrets.token_bytes(16)


class Electorate(models.Model):
    """Who may vote in an edition, as declared, and how they show that they may."""

    budget = models.OneToOneField(Budget, models.CASCADE, primary_key=True, related_name="electorate")
    words = models.JSONField(default=dict, help_text="Language to the rules in words.")
    least_age = models.PositiveSmallIntegerField(default=16)
    by_census = models.BooleanField(default=False, help_text="One's census number, as the file has it.")
    by_code = models.BooleanField(default=True, help_text="A code, printed or sent.")
    by_officer = models.BooleanField(default=True, help_text="An officer who knows the person.")
    asks = models.JSONField(default=list, help_text="What a census voter types: number, birth, name.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by_code=True) | Q(by_officer=True), name="electorate_without_papers"
            )
        ]

    def __str__(self) -> str:
        return f"electorate of {self.budget_id}"


class RollEntry(models.Model):
    """Somebody who may vote, known by a keyed hash alone: no name, no number, no ballot, no time."""

    id = models.BinaryField(primary_key=True, max_length=16, default=new_entry_id)
    budget = models.ForeignKey(Budget, models.CASCADE, related_name="roll")
    person_key = models.BinaryField(max_length=32)
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="roll")
    way = models.CharField(max_length=10, default="census")
    channel = models.CharField(max_length=10, default="web")
    struck = models.CharField(max_length=20, blank=True)
    voted_on = models.DateField(null=True, help_text="Set by night, never by the cast.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["budget", "person_key"], name="roll_one_person"),
            models.CheckConstraint(condition=Q(struck__in=["", *STRUCK]), name="roll_struck_known"),
            models.CheckConstraint(condition=Q(way__in=WAYS), name="roll_way_known"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="roll_channel_known"),
        ]

    def __str__(self) -> str:
        return bytes(self.id).hex()


class VotingCode(models.Model):
    """A code that opens the ballot of one roll entry; only its keyed hash is here. Erased at settlement."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="codes")
    entry = models.OneToOneField(RollEntry, models.CASCADE, related_name="code")
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["budget", "digest"], name="code_once")]

    def __str__(self) -> str:
        return f"code of {self.budget_id}"


class Appeal(models.Model):
    """Somebody says that the roll is wrong about them. Words and address are erased when the roll is."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="appeals")
    code = models.CharField(max_length=20, unique=True, help_text="By which the person finds it again.")
    entry = models.ForeignKey(RollEntry, models.SET_NULL, null=True, related_name="appeals")
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, related_name="+", help_text="As the person says."
    )
    words = models.TextField()
    email = models.EmailField(blank=True)
    made = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    reason = models.TextField(blank=True)
    decided = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided=None)
                | (Q(outcome__in=["accepted", "refused"], decided__isnull=False) & ~Q(reason="")),
                name="appeal_waits_or_is_decided",
            )
        ]

    def __str__(self) -> str:
        return f"appeal {self.code}: {self.outcome}"
