"""A file that belongs to a record."""

from django.db import models
from django.db.models import Q

from tequio.catalogue.records.models import Record


class Attachment(models.Model):
    """A cleaned file. It may be read by whoever may see its record once it is `listed`, before by its editors."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="attachments/%Y/%m", max_length=200)
    name = models.CharField(max_length=160, help_text="The name that its owner gave it.")
    title = models.CharField(
        max_length=200, blank=True, help_text="What it shows; the alternative text of a picture."
    )
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    listed = models.BooleanField(default=False, help_text="Part of what was published.")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "sha256"], name="attachment_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")
