"""The settlement of a vote, its openings, its bundle and its results."""

from django.db import models
from django.db.models import Q

from tequio.decide.budgets.models import Budget
from tequio.ground.people.models import Person


class Settlement(models.Model):
    """How far a vote has come after its close; the steps follow each other and each can be taken up again."""

    class Step(models.TextChoices):
        CLOSED = "closed"
        SETTLED = "settled"
        DESTROYED = "destroyed"
        OPENED = "opened"
        PUBLISHED = "published"

    budget = models.OneToOneField(Budget, models.PROTECT, primary_key=True, related_name="settlement")
    step = models.CharField(max_length=10, choices=Step, default=Step.CLOSED)
    roll = models.BinaryField(null=True, help_text="roll.json, written when the roll is settled.")
    erased = models.DateField(null=True, help_text="When the roll and the last keys went.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=["closed", "settled", "destroyed", "opened", "published"]),
                name="settlement_step_known",
            ),
            models.CheckConstraint(
                condition=Q(step="closed") | Q(roll__isnull=False), name="settlement_has_roll"
            ),
            models.CheckConstraint(
                condition=Q(erased=None) | Q(step="published"), name="settlement_erased_at_last"
            ),
        ]

    def __str__(self) -> str:
        return self.step


class Intrusion(models.Model):
    """What only an intrusion explains, found at settlement, and what the commission decided."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="intrusions")
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    chain = models.BinaryField(max_length=16, null=True)
    decision = models.CharField(max_length=20, blank=True, help_text="altered, no-entry; empty: not decided.")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="") | (Q(decision__in=["altered", "no-entry"]) & ~Q(reason="")),
                name="intrusion_decided_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.code


class Destruction(models.Model):
    """An officer signs that the join key is destroyed: its file, its sheets, the copies. Two must."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="destructions")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["settlement", "person"], name="destruction_two_people")
        ]

    def __str__(self) -> str:
        return f"destruction of {self.settlement_id}"


class Opening(models.Model):
    """The line of `openings.jsonl` for one leaf; `code` is the number that a receipt's code begins with."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="openings")
    position = models.PositiveIntegerField()
    code = models.BigIntegerField()
    line = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["budget", "position"], name="opening_once")]
        indexes = [models.Index(fields=["budget", "code"], name="opening_by_code")]

    def __str__(self) -> str:
        return f"opening at {self.position}"


class Bundle(models.Model):
    """The published bundle of a vote; its files lie in the folder of bundles."""

    budget = models.OneToOneField(Budget, models.PROTECT, primary_key=True, related_name="bundle")
    sha256 = models.BinaryField(max_length=32, help_text="Of bundle.json.")
    published = models.DateField()

    def __str__(self) -> str:
        return bytes(self.sha256).hex()


class Result(models.Model):
    """A contest as it was counted: of a vote held here, or of a past edition that was brought in.

    `form` is the contest's part of `result.json` with its names, its money in minor units. `told` says by language how
    the rule works; `projects` has a line for each project, winners first in the order in which they won, with the words
    why; `beside` the same ballots by another rule. The ballots themselves are in the `.pb` file.
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="results")
    contest = models.CharField(max_length=64, help_text="Its key.")
    position = models.PositiveIntegerField(default=0, help_text="Its place among the contests.")
    form = models.JSONField()
    told = models.JSONField(default=dict)
    projects = models.JSONField(default=list, help_text="Read by the page of one contest alone.")
    beside = models.JSONField(default=list)
    official = models.JSONField(null=True, help_text="Winners as the city published them, of a past edition.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["budget", "contest"], name="result_once")]
        ordering = ["position", "contest"]

    def __str__(self) -> str:
        return f"result of {self.contest}"
