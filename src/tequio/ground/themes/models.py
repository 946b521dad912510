"""A theme: a concept of a scheme, named in several languages."""

from django.db import models


class Theme(models.Model):
    """A SKOS concept: one preferred label and any number of alternative labels per language."""

    code = models.SlugField(max_length=60, unique=True)
    scheme = models.SlugField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    labels = models.JSONField(default=dict, help_text="Language to preferred label.")
    alternatives = models.JSONField(default=dict, help_text="Language to list of alternative labels.")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["scheme", "position"]

    def __str__(self) -> str:
        return self.label_in("en")

    def label_in(self, language: str) -> str:
        """Label in the language asked for, else in English, else the code."""
        return str(self.labels.get(language) or self.labels.get("en") or self.code)
