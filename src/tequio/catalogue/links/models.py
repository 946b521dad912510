"""A link between two records."""

from django.db import models
from django.db.models import F, Q

from tequio.catalogue.records.models import Record


class Link(models.Model):
    """`source` `relation` `target`: a practice has owner an actor, a practice became another."""

    source = models.ForeignKey(Record, models.CASCADE, related_name="links_out")
    relation = models.CharField(max_length=20)
    target = models.ForeignKey(Record, models.CASCADE, related_name="links_in")
    detail = models.CharField(max_length=40, blank=True, help_text="For a partner, the kind of support.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "relation", "target", "detail"], name="link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="link_between_two"),
            models.UniqueConstraint(fields=["source"], condition=Q(relation="owner"), name="link_one_owner"),
        ]
        indexes = [models.Index(fields=["target", "relation"], name="link_backwards")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.target_id}"
