"""The roll: who may vote, the codes that were given out, appeals."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.models import Budget, Work, Zone
from tequio.decide.electorates.rules import CHANNELS, MOVED, STRUCK, WAYS
from tequio.ground.clock import now
from tequio.ground.people.models import Person


def new_entry_id() -> bytes:
    return secrets.token_bytes(16)


def lives() -> list[str]:
    return ["lives"]


def number_and_birth() -> list[str]:
    return ["number", "birth"]


class Electorate(models.Model):
    """Who may vote in an edition, as declared, and how they show that they may."""

    budget = models.OneToOneField(Budget, models.CASCADE, primary_key=True, related_name="electorate")
    words = models.JSONField(default=dict, help_text="Language to the rules in words.")
    least_age = models.PositiveSmallIntegerField(default=16)
    bonds = models.JSONField(default=lives, help_text="What ties somebody to a zone: lives, works, studies.")
    by_census = models.BooleanField(default=False, help_text="One's census number, as the file has it.")
    by_code = models.BooleanField(default=True, help_text="A code, printed or sent.")
    by_officer = models.BooleanField(default=True, help_text="An officer who knows the person.")
    asks = models.JSONField(
        default=number_and_birth, help_text="What a census voter types: number, birth, name."
    )

    settled = models.BooleanField(
        default=False, help_text="Whether the roll is settled: nothing of it changes any more."
    )

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
    proof = models.BinaryField(
        max_length=32, null=True, help_text="Keyed hash of what a census voter types beside the number."
    )
    name_key = models.BinaryField(
        max_length=32, null=True, help_text="Keyed hash of name and birth, so that nobody is entered twice."
    )
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="roll")
    way = models.CharField(max_length=10, default="census")
    channel = models.CharField(max_length=10, default="web")
    struck = models.CharField(max_length=20, blank=True)
    voted_on = models.DateField(null=True, help_text="Set by night, never by the cast.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["budget", "person_key"], name="roll_one_person"),
            models.CheckConstraint(condition=Q(struck__in=["", MOVED, *STRUCK]), name="roll_struck_known"),
            models.CheckConstraint(condition=Q(way__in=WAYS), name="roll_way_known"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="roll_channel_known"),
            models.CheckConstraint(
                condition=Q(way="officer", proof=None) | Q(way="census"), name="roll_proof_of_census"
            ),
        ]
        indexes = [models.Index(fields=["budget", "name_key"], name="roll_by_name")]

    def __str__(self) -> str:
        return bytes(self.id).hex()


class CensusLine(models.Model):
    """A line of a census file that was read and waits to be put on the roll, whole with all the others or not at all."""

    id = models.BinaryField(primary_key=True, max_length=16, default=new_entry_id)
    work = models.ForeignKey(Work, models.CASCADE, related_name="lines")
    person_key = models.BinaryField(max_length=32)
    proof = models.BinaryField(max_length=32, null=True)
    name_key = models.BinaryField(max_length=32, null=True)
    zone = models.ForeignKey(Zone, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "person_key"], name="census_line_once")]

    def __str__(self) -> str:
        return f"a line of {self.work_id}"


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
    made = models.DateTimeField(default=now)
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
