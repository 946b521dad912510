"""Telling people what was said about what they wrote, and what became of what they said."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.catalogue.discussion.announcing import DISCUSSED
from tequio.catalogue.discussion.models import Comment
from tequio.catalogue.publishing.services import title_of
from tequio.ground.notices.services import tell
from tequio.ground.people.models import Person


def tell_of_comment(said: Comment, *, to: Comment | None, by: Person, site: str) -> None:
    """Tell the record's author, and whom it answers, each once: one query, and seven for each at most.

    Nobody is told without `site`, and nobody about what they said themselves.
    """
    answered = to.author if to else None
    for person in dict.fromkeys([answered, said.record.author]):
        if not site or person is None or person == by:
            continue
        with override(person.language):
            words = (
                (_("An answer for you: {title}"), _("{who} answers you in the discussion of “{title}”:"))
                if person == answered
                else (_("A comment on {title}"), _("{who} says about “{title}”:"))
            )
            _tell(person, said, words, said.words, by=by, site=site)


def tell_hidden(said: Comment, *, by: Person, site: str) -> None:
    """Tell its author that a comment was hidden, and why; nobody without `site`, nobody about what they did themselves."""
    if not site or said.author is None or said.author == by:
        return
    with override(said.author.language):
        words = _("Your comment was hidden: {title}"), _("Your comment on “{title}” was hidden. The reason:")
        _tell(said.author, said, words, said.reason, by=by, site=site)


def _tell(
    person: Person, said: Comment, words: tuple[str, str], quoted: str, *, by: Person, site: str
) -> None:
    """Leave a notice in the language that is active; `words` are its subject and its text."""
    record = said.record
    facts = {"title": title_of(record), "who": str(by)}
    page = reverse("discussion", kwargs={"space": record.space.slug, "public_id": record.public_id})
    subject, text = (word.format(**facts) for word in words)
    parts = [
        text,
        "> " + quoted.replace("\n", "\n> "),
        _("See it here: {page}").format(page=f"{site}{page}"),
    ]
    tell(person, DISCUSSED, subject=subject, text="\n\n".join(parts), site=site)
