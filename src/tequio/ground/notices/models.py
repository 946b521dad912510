"""A mail on its way, how soon a person wants to be told, and what waits for their morning."""

from django.db import models

from tequio.ground.notices.rules import PACES
from tequio.ground.people.models import Person


class OutgoingMail(models.Model):
    """A mail that waits to be sent. Personal data: deleted as soon as the mail server has it."""

    message = models.JSONField(help_text="The fields of an e-mail message; see notices/mail.py.")
    posted = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"mail {self.pk}"


class Wish(models.Model):
    """How soon a person wants to be told of a kind of thing; without a row, the kind's own pace holds."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=40)
    pace = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="wish_once"),
            models.CheckConstraint(condition=models.Q(pace__in=PACES), name="wish_pace_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.pace}"


class Notice(models.Model):
    """What waits for a person's next digest; deleted with the write that sends it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    site = models.CharField(max_length=300, help_text="Address of the site, without a path.")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.subject
