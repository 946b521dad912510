"""The file that a past edition was brought in from; its ballots are in there and nowhere else."""

from django.db import models

from tequio.decide.budgets.models import Budget


class BallotFile(models.Model):
    """The `.pb` file of a past edition, kept as it came; `meta` is what its first section says."""

    budget = models.OneToOneField(Budget, models.PROTECT, primary_key=True, related_name="ballot_file")
    file = models.FileField(upload_to="budgets", max_length=200)
    name = models.CharField(max_length=200, help_text="As it was called where it came from.")
    sha256 = models.BinaryField(max_length=32)
    meta = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(file=""), name="ballot_file_is_kept"),
        ]

    def __str__(self) -> str:
        return self.name
