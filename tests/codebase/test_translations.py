"""The three catalogues of the interface."""

from itertools import combinations

from babel.messages.pofile import read_po

from tests.codebase.sources import PACKAGE

LANGUAGES = ("es", "fr", "pt_BR")
LONG = 40


def test_no_language_holds_the_sentence_of_another():
    """Short words are often alike in Spanish, French and Portuguese; whole sentences never are."""
    said = {language: _sentences(language) for language in LANGUAGES}
    for one, other in combinations(LANGUAGES, 2):
        assert sorted(said[one] & said[other]) == [], f"{one} and {other} say the same"


def _sentences(language: str) -> set[str]:
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    forms = (form for message in catalogue for form in _forms(message.string) if message.id)
    return {form for form in forms if len(form) >= LONG}


def _forms(said: str | tuple[str, ...]) -> tuple[str, ...]:
    return said if isinstance(said, tuple) else (said,)
