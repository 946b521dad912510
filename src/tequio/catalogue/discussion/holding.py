"""What discussions hold about a person."""

from django.utils.translation import gettext_lazy as _

from tequio.catalogue.discussion.models import Comment
from tequio.ground.clock import now
from tequio.ground.people.models import Person
from tequio.ground.people.personal import Part, Rows, hold


def comments_of(person: Person) -> Rows:
    """Yield what a person said: one query."""
    rows = Comment.objects.filter(author=person).order_by("pk")
    said = (
        "record__public_id",
        "parent",
        "language",
        "words",
        "at",
        "edited",
        "taken_back",
        "hidden",
        "reason",
    )
    return rows.values(*said).iterator(chunk_size=1000)


def erase_comments(person: Person) -> None:
    """Erase what a person said; a comment that others answered stays without words and without a name. Five queries."""
    mine = Comment.objects.filter(author=person)
    answers = mine.exclude(parent=None)
    threads = [answer.parent_id for answer in answers if answer.parent_id]
    answers.delete()
    mine.filter(answers=None).delete()
    mine.filter(taken_back=None).update(words="", taken_back=now())
    mine.update(author=None)
    # Nothing is left of a thread whose own words went before and whose last answer goes now.
    Comment.objects.filter(pk__in=threads, author=None, answers=None).exclude(taken_back=None).delete()


def hold_discussion() -> None:
    """Register the part; called once, when the app is ready."""
    hold(
        Part(
            "comments",
            _("What you said in discussions"),
            comments_of,
            erase_comments,
            kept=_("The place of a comment that others answered, without its words and without your name."),
        )
    )
