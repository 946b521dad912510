"""That a space shows a record of another one."""

from django.db import models

from tequio.catalogue.records.models import Record
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space


class Showing(models.Model):
    """A space shows, in its lists, a published record that belongs to another space."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="showings")
    space = models.ForeignKey(Space, models.CASCADE, related_name="showings")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "space"], name="showing_once")]

    def __str__(self) -> str:
        return f"{self.space} shows {self.record}"
