"""Which type of question is read and shown how."""

from tequio.catalogue.publishing.asking.actors import Actors
from tequio.catalogue.publishing.asking.base import Asking, Question, Writing
from tequio.catalogue.publishing.asking.choices import Choice, Language, Licence
from tequio.catalogue.publishing.asking.figures import Dates, Figure, Sum
from tequio.catalogue.publishing.asking.places import Place, Point, Territory, Words
from tequio.catalogue.publishing.asking.prose import Line, Prose, Summary, Title
from tequio.catalogue.publishing.asking.themes import Themes
from tequio.kit.refusals import Refused

_TYPES: dict[str, Asking] = {
    "prose": Prose(),
    "line": Line(),
    "choice": Choice(),
    "number": Figure(),
    "money": Sum(),
    "date": Dates(),
    "actor": Actors(),
    "place": Place(),
    "title": Title(),
    "summary": Summary(),
    "language": Language(),
    "licence": Licence(),
    "territory": Territory(),
    "words": Words(),
    "point": Point(),
    "themes": Themes(),
}
# The template that draws each type, where it is not the type's own name.
DRAWN_AS = {
    "title": "line",
    "words": "line",
    "summary": "prose",
    "licence": "choice",
    "territory": "place",
}


def asking_of(question: Question) -> Asking:
    return _TYPES[question.type]


def misread(question: Question, writing: Writing) -> Refused | None:
    """Say why what was typed to a question could not be read; None when it was, or nothing was typed."""
    return asking_of(question).misread(question, writing) if question.key in writing.typed else None
