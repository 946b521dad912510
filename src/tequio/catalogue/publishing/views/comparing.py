"""Two states of one part beside each other."""

from dataclasses import dataclass

from tequio.catalogue.publishing.asking.base import Writing
from tequio.catalogue.publishing.asking.types import asking_of
from tequio.catalogue.publishing.parts import Part


@dataclass(frozen=True)
class Difference:
    """A question that two pages answer differently; `theirs` is what stands."""

    label: str
    theirs: str


def differences(part: Part, mine: Writing, theirs: Writing) -> list[Difference]:
    """List the questions of a part that two states answer differently."""
    found = []
    for question in part.questions:
        stands = asking_of(question).said(question, theirs)
        if asking_of(question).said(question, mine) != stands:
            found.append(Difference(question.label, "\n".join(stands)))
    return found
