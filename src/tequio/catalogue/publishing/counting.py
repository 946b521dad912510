"""How many words a text has, said to its author."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from tequio.kit.words import count_words


@dataclass(frozen=True)
class Counted:
    """A count of words beside its limit; 0 is no limit."""

    words: int
    limit: int

    @property
    def over(self) -> bool:
        return bool(self.limit) and self.words > self.limit

    @property
    def sentence(self) -> str:
        """Say the count in the reader's language, and what to do when it is over the limit."""
        if self.over:
            return ngettext(
                "{words} of {limit} words: take out one",
                "{words} of {limit} words: take out {over}",
                self.words - self.limit,
            ).format(words=self.words, limit=self.limit, over=self.words - self.limit)
        if self.limit:
            return ngettext("{words} of one word", "{words} of {limit} words", self.limit).format(
                words=self.words, limit=self.limit
            )
        return ngettext("{words} word", "{words} words", self.words).format(words=self.words)


def counted(text: str, limit: int) -> Counted:
    """Count a text by UAX 29."""
    return Counted(count_words(text), limit)
