"""A mail on its way."""

from django.db import models


class OutgoingMail(models.Model):
    """A mail that waits to be sent. Personal data: deleted as soon as the mail server has it."""

    message = models.JSONField(help_text="The fields of an e-mail message; see notices/mail.py.")
    posted = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"mail {self.pk}"
