"""The one place that turns a refusal into a sentence that says what to do, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from tequio.kit.refusals import Refused

SENTENCES: dict[str, object] = {
    "access.not_yours": _(
        "This page is for other people. Sign in with the account that may see it, or ask the secretariat."
    ),
    "limit.too_often": _(
        "That was more than {most} times in an hour from you or from your network. What you wrote is kept; try again later."
    ),
    "person.unknown": _("Nobody has an account with the address “{email}”. Check it."),
    "space.none": _("There is no space yet to do this in. Open one first."),
    "space.unknown": _("There is no space “{slug}”. There are: {slugs}."),
    "space.which": _("There are several spaces: {slugs}. Say which with --space."),
}


def learn(sentences: Mapping[str, object]) -> None:
    """Let a floor add the sentences of its own refusals; a code that is already known is refused."""
    for code, text in sentences.items():
        if code in SENTENCES:
            raise ValueError(f"Two sentences for the refusal {code}")
        SENTENCES[code] = text


def sentence(refusal: Refused) -> str:
    """Say the refusal in the reader's language; so are the facts that can be spoken, as money is."""
    return sentence_of(refusal.code, refusal.facts)


def sentence_of(code: str, given: Mapping[str, object]) -> str:
    """Say a refusal of which code and facts were kept."""
    locale = to_locale(get_language() or "en")
    facts = {name: fact.spoken(locale) if hasattr(fact, "spoken") else fact for name, fact in given.items()}
    return str(SENTENCES[code]).format(**facts)
