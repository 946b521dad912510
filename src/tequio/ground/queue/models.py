"""A thing that is due, and the lease of a worker."""

from django.db import models


class Due(models.Model):
    """A job to be enqueued at a time: once, or every so many seconds."""

    name = models.CharField(
        max_length=200, unique=True, help_text="What it is for: a second one replaces it."
    )
    path = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)
    every = models.PositiveIntegerField(null=True, help_text="Seconds; null for once.")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(every=None) | models.Q(every__gte=1), name="due_every_positive"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M}"


class Worker(models.Model):
    """A process that runs jobs; it is alive as long as it is seen."""

    id = models.CharField(primary_key=True, max_length=64)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    seen = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}"
