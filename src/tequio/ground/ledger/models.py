"""A ledger entry and its erasable detail."""

from django.db import models


class Entry(models.Model):
    """One write: ids only. Inserted unsealed by the service that wrote; sealed later by one job."""

    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=60, help_text="noun.verb in the past: record.published")
    by = models.BigIntegerField(null=True, help_text="Person id; null for the system.")
    space = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=40, help_text="noun:id, for instance record:4711")
    digest = models.CharField(max_length=64, blank=True, help_text="Salted SHA-256 of the detail.")
    position = models.BigIntegerField(null=True, unique=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=models.Q(position=None), name="entry_unsealed")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position__isnull=True, hash="")
                | (models.Q(position__gte=0) & ~models.Q(hash="")),
                name="entry_sealed_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class EntryDetail(models.Model):
    """What an entry is about in words; may be erased, the entry's digest stays."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="detail")
    salt = models.CharField(max_length=32)
    data = models.JSONField()

    def __str__(self) -> str:
        return f"detail of {self.entry_id}"
