"""What the authors of proposals are told, each in their language and at their pace."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.catalogue.publishing.services import title_of
from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import text_language
from tequio.decide.proposals.announcing import PROGRESS, WRITTEN_TOGETHER
from tequio.decide.proposals.models import Merge, Proposal
from tequio.decide.proposals.queries import writers_of
from tequio.decide.proposals.rules import REJECTED
from tequio.ground.notices.services import tell
from tequio.ground.people.models import Person

Words = Callable[[], tuple[str, str]]
"""Subject and text in the language that is active, with {title} and {who} to be filled."""


def tell_asked(proposal: Proposal, person: Person, *, by: Person, site: str) -> None:
    """Tell somebody that they are asked to write a proposal together."""
    _tell(
        [person],
        proposal,
        WRITTEN_TOGETHER,
        lambda: (
            _("Write it together: {title}"),
            _(
                "{who} asks you to write the proposal “{title}” together. Its page lets you accept or decline."
            ),
        ),
        by=by,
        site=site,
    )


def tell_joined(proposal: Proposal, person: Person, *, site: str) -> None:
    """Tell the author that somebody accepted."""
    author = proposal.record.author
    _tell(
        [author] if author else [],
        proposal,
        WRITTEN_TOGETHER,
        lambda: (_("Written together: {title}"), _("{who} writes “{title}” together with you now.")),
        by=person,
        site=site,
    )


def tell_merge_asked(merge: Merge, *, by: Person, site: str) -> None:
    """Tell the authors of the other side that they are asked to join two proposals."""
    other = merge.target if merge.source_consents else merge.source
    _tell(
        writers_of(other),
        other,
        WRITTEN_TOGETHER,
        lambda: (
            _("Join two proposals? {title}"),
            _(
                "{who} asks to join your proposal “{title}” with another one. Its page lets you consent or decline."
            ),
        ),
        by=by,
        site=site,
    )


def tell_merge_ended(merge: Merge, *, by: Person, site: str) -> None:
    """Tell both sides how it ended."""
    joined = merge.outcome == Merge.Outcome.ACCEPTED
    for proposal in (merge.source, merge.target):
        _tell(
            writers_of(proposal),
            proposal,
            WRITTEN_TOGETHER,
            lambda: (
                (
                    _("Joined: {title}"),
                    _("“{title}” and another proposal are one now, with the supports of both."),
                )
                if joined
                else (
                    _("Not joined: {title}"),
                    _("“{title}” stays as it is: the two proposals are not joined."),
                )
            ),
            by=by,
            site=site,
        )


def tell_reviewed(proposal: Proposal, *, by: Person, site: str) -> None:
    """Tell the authors whether their proposal goes on."""
    rejected = proposal.stage == REJECTED
    _tell(
        writers_of(proposal),
        proposal,
        PROGRESS,
        lambda: (
            (_("Not admitted: {title}"), _("“{title}” was not admitted. The reason stands on its page."))
            if rejected
            else (_("Admitted: {title}"), _("Good news: “{title}” was admitted and goes on."))
        ),
        by=by,
        site=site,
    )


def tell_answered(proposal: Proposal, *, by: Person, site: str) -> None:
    """Tell the authors that there is an official answer."""
    _tell(
        writers_of(proposal),
        proposal,
        PROGRESS,
        lambda: (_("An answer to {title}"), _("The city has answered “{title}” officially.")),
        by=by,
        site=site,
    )


def _tell(
    people: Iterable[Person], proposal: Proposal, kind: str, words: Words, *, by: Person, site: str
) -> None:
    """Leave a notice for each; nobody without `site`, and nobody about what they did themselves."""
    title = title_of(proposal.record) if site else ""
    for person in people:
        if not site or person == by or not person.is_active:
            continue
        with override(person.language):
            subject, text = words()
            page = named([proposal.pk], text_language(person.language)).get(proposal.pk)
            facts = {"title": title, "who": str(by)}
            parts = [text.format(**facts)]
            if page:
                parts.append(_("See it here: {page}").format(page=f"{site}{page.url}"))
            tell(person, kind, subject=subject.format(**facts), text="\n\n".join(parts), site=site)
