"""How far a demo's clock is ahead of the machine's."""

from datetime import timedelta

from django.db import models
from django.db.models import Q


class Clock(models.Model):
    """One row at most; time is never turned back."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    ahead = models.DurationField(default=timedelta)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="clock_one"),
            models.CheckConstraint(condition=Q(ahead__gte=timedelta()), name="clock_never_back"),
        ]

    def __str__(self) -> str:
        return f"ahead by {self.ahead}"
