"""A template and the answers given to it."""

from functools import cached_property

from django.db import models

from tequio.catalogue.templates.rules import Field, read_field
from tequio.ground.spaces.models import Space


class Template(models.Model):
    """What a kind of record asks in a space. A template that was answered is never changed: a new number follows."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="templates")
    kind = models.CharField(max_length=20)
    number = models.PositiveIntegerField(default=1)
    current = models.BooleanField(default=True)
    parts = models.JSONField(default=list, help_text="key, title and intro by language")
    fields = models.JSONField(default=list, help_text="in order; see rules.Field")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "kind", "number"], name="template_number_once"),
            models.UniqueConstraint(
                fields=["space", "kind"], condition=models.Q(current=True), name="template_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.space}"

    @cached_property
    def questions(self) -> list[Field]:
        return [read_field(field) for field in self.fields]

    def question(self, key: str) -> Field | None:
        return next((field for field in self.questions if field.key == key), None)


class Answers(models.Model):
    """Typed answers to one template. Prose stands in texts, actors in links; neither is repeated here."""

    template = models.ForeignKey(Template, models.PROTECT, related_name="answers")
    values = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "answers"

    def __str__(self) -> str:
        return f"answers {self.pk} to {self.template_id}"
