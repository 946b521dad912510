"""The leaves of a vote's log and the signed checkpoints of it."""

from django.db import models
from django.db.models import Q

from tequio.decide.budgets.models import Budget


class Leaf(models.Model):
    """One leaf; a trigger refuses to change or delete it. Everything but its hash is private until the opening.

    `line` is the canonical line of a withdrawal notice. `chain`, `turn` and `commit` are those of a ballot's state.
    """

    class Kind(models.TextChoices):
        FREEZE = "freeze"
        BALLOT = "ballot"
        WITHDRAWAL = "withdrawal"
        BUNDLE = "bundle"

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="leaves")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    hash = models.BinaryField(max_length=32)
    chain = models.BinaryField(max_length=16, null=True)
    turn = models.PositiveIntegerField(null=True)
    commit = models.BinaryField(max_length=32, null=True)
    line = models.BinaryField(null=True)

    class Meta:
        verbose_name_plural = "leaves"
        constraints = [
            models.UniqueConstraint(fields=["budget", "position"], name="leaf_position_once"),
            models.UniqueConstraint(fields=["chain", "turn"], name="leaf_state_once"),
            models.CheckConstraint(
                condition=Q(kind="ballot", chain__isnull=False, turn__gte=1, commit__isnull=False, line=None)
                | Q(kind="withdrawal", chain=None, turn=None, commit=None, line__isnull=False)
                | Q(kind__in=["freeze", "bundle"], chain=None, turn=None, commit=None, line=None),
                name="leaf_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.position}"


class Checkpoint(models.Model):
    """A signed checkpoint as it was published."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="checkpoints")
    number = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    note = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["budget", "number"], name="checkpoint_number_once")]

    def __str__(self) -> str:
        return f"checkpoint {self.number}"
