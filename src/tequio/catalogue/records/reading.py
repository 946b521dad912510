"""How a record is read: which text a reader gets, the other languages, and the address of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.conf.locale import LANG_INFO

from tequio.catalogue.kinds import page_of
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.records.rules import ORIGINAL, best_text, text_language

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ckb", "dv", "ps"})


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language that a record may be read in."""

    language: str
    name: str
    url: str
    status: str
    said: str
    stale: bool
    here: bool


class Reading:
    """A record in the hands of a reader: `interface` is the page's language, `asked` that of `?text=`."""

    def __init__(self, record: Record, texts: Mapping[str, Text], *, interface: str, asked: str = "") -> None:
        self.record, self.texts, self.interface = record, texts, interface
        own = best_text(texts, text_language(interface), record.original_language)
        if own is None:
            raise ValueError(f"{record} has no text.")
        self.own = own
        self.text = texts.get(asked, own)

    @property
    def original(self) -> Text | None:
        return next((text for text in self.texts.values() if text.status == ORIGINAL), None)

    def is_stale(self, text: Text) -> bool:
        """Whether the original changed after a translation was made."""
        original = self.original
        return bool(original and text.made_from and text.made_from < original.changed_in)

    @cached_property
    def url(self) -> str:
        """The address of this page without `?text=`."""
        return self._page(self.own)

    @cached_property
    def address(self) -> str:
        """The address of this page in the language that it shows."""
        return self.url if self.text is self.own else f"{self.url}?text={self.text.language}"

    def _page(self, text: Text) -> str:
        record = self.record
        return page_of(record.kind, space=record.space.slug, public_id=record.public_id, slug=text.slug)

    def tongues(self) -> list[Tongue]:
        """The languages that it may be read in, the original first."""
        ordered = sorted(self.texts.values(), key=lambda text: (text.status != ORIGINAL, text.language))
        return [
            Tongue(
                text.language,
                name_of(text.language),
                self.url if text is self.own else f"{self.url}?text={text.language}",
                text.status,
                text.get_status_display().lower(),
                self.is_stale(text),
                text is self.text,
            )
            for text in ordered
        ]

    def alternates(self) -> list[tuple[str, str]]:
        """(hreflang, path) of the page in each language of the interface that there is a text for."""
        start = f"/{self.interface}/"
        found = []
        for code, _name in settings.LANGUAGES:
            text = self.texts.get(text_language(code))
            if text:
                path = self._page(text)
                found.append((code, f"/{code}/{path.removeprefix(start)}"))
        return found


def name_of(language: str) -> str:
    """A language's name in itself; its code where nobody knows."""
    info = LANG_INFO.get(language) or {}
    return str(info.get("name_local", language)).capitalize()


def direction_of(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
