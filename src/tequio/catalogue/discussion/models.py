"""What somebody says about a record."""

from django.db import models
from django.db.models import F, Q

from tequio.catalogue.records.models import Record
from tequio.ground.clock import now
from tequio.ground.people.models import Person


class Comment(models.Model):
    """Plain words about a record; with a parent, an answer to it. One that was taken back has no words any more."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="comments")
    language = models.CharField(max_length=10, help_text="Of the page on which it was written.")
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=now)
    edited = models.DateTimeField(null=True)
    taken_back = models.DateTimeField(null=True)
    hidden = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="Why it is hidden, for everybody to read.")
    hidden_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(taken_back=None) & ~Q(words="")) | Q(taken_back__isnull=False, words=""),
                name="comment_has_words_or_is_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(hidden=None, reason="", hidden_by=None)
                | (Q(hidden__isnull=False) & ~Q(reason="")),
                name="comment_hidden_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(edited=None) | Q(edited__gte=F("at")), name="comment_edited_after_it_was_written"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="comment_not_its_own_answer"
            ),
        ]
        indexes = [
            models.Index(
                fields=["record", "-at", "-id"], condition=Q(parent=None), name="comment_threads_of_record"
            )
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on {self.record_id}"
