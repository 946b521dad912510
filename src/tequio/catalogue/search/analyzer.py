"""The analyzer: what a word of a text becomes in the index, and what a reader's word is looked up as."""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

from tequio.kit.words import words

ANALYZER = 1
STEMMERS = {"en": "english", "es": "spanish", "fr": "french", "pt": "portuguese"}
UNKNOWN = "xx"
LANGUAGES = (*STEMMERS, UNKNOWN)
SURFACE = "w"
LONGEST = 40
CHUNKS_KEPT = 100_000
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"

# Only words that carry no meaning of their own; a longer list would lose names and titles.
STOP_WORDS = {
    "en": "a an and are as at be by for from in is it its of on or that the their this to was were which with",
    "es": "a al con de del e el en es la las lo los o para por que se su sus u un una y",
    "fr": "a au aux ce ces dans de des du elle en est et il la le les leur ou par pour que qui sa se ses son sur "
    "un une",
    "pt": "a ao aos as com da das de do dos e em na nas no nos o os ou para pela pelo por que se sua um uma",
}
_STOP = {language: frozenset(line.split()) for language, line in STOP_WORDS.items()}
_ELISION = re.compile(r"^(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)")
_MARKS = re.compile(r"[\u0300-\u036f\u0640\u064b-\u0652]")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
_local = threading.local()


def language_of(code: str) -> str:
    """Reduce a language tag to the analyzer's key: `pt-br` is `pt`; a language without a stemmer is `xx`."""
    base = code.split("-", maxsplit=1)[0].lower()
    return base if base in STEMMERS else UNKNOWN


def fold(word: str) -> str:
    """Lower a word and strip its accents; letters that Unicode does not decompose (ø, ł, œ) are replaced."""
    if word.isascii():
        return word.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return unicodedata.normalize("NFKC", plain.translate(_LETTERS))


def stem(word: str, language: str) -> str:
    """Stem a lower-case word; the word itself in a language without a stemmer."""
    if language not in STEMMERS:
        return word
    stemmers = _local.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(STEMMERS[language], 0)
    return str(stemmers[language].stemWord(word))


@lru_cache(maxsize=300_000)
def terms(word: str, language: str) -> tuple[str, ...]:
    """One or two terms of a word in one of `LANGUAGES`; none for its stop words.

    The stemmers know accents, so the word is stemmed as written and without accents: whoever types *educacion* finds
    *educación*, whoever wrote without accents is found too. The last is the accentless one.
    """
    lower = unicodedata.normalize("NFC", word.casefold().replace(APOSTROPHE, "'"))[:LONGEST]
    if language != "en":
        lower = _ELISION.sub("", lower)
    if lower in _STOP.get(language, ()):
        return ()
    plain = fold(lower)
    first = fold(stem(lower, language))
    second = first if plain == lower else fold(stem(plain, language))
    return tuple(_term(language, form) for form in dict.fromkeys((first, second)))


def _term(prefix: str, form: str) -> str:
    # Folding takes some letters apart into words, and spaces separate terms.
    return f"{prefix}:{form}".replace(" ", "")


def plain_term(word: str) -> str:
    """The term of a word as written, folded and not stemmed, in no language: titles keep it beside the stems."""
    return _term(SURFACE, fold(word)[:LONGEST])


def is_stop_word(word: str, language: str) -> bool:
    """Whether the analyzer leaves this word out in this language."""
    return not terms(word, language)


class Chunks(dict[str, str]):
    """What stands between two white spaces, in one language, with one form of each of its words, joined by spaces.

    No word has white space in it, and the same chunks come again and again: looking them up is ten times as fast as
    finding the boundaries of words. `form` is -1 for the accentless form that every word has, 0 for the other one,
    where there is another one.
    """

    def __init__(self, language: str, form: int) -> None:
        self.language, self.form = language, form

    def __missing__(self, chunk: str) -> str:
        if len(self) >= CHUNKS_KEPT:
            self.clear()
        every = [terms(word, self.language) for word in words(chunk)]
        self[chunk] = found = " ".join(
            forms[self.form] for forms in every if len(forms) > 1 or (forms and self.form)
        )
        return found


_PLAIN = {language: Chunks(language, -1) for language in LANGUAGES}
_ACCENTED = {language: Chunks(language, 0) for language in LANGUAGES}


def analyse(text: str, language: str) -> tuple[str, str]:
    """Give a text's terms, separated by spaces: the accentless ones in their order, and those that accents add.

    The first are what phrases are looked for in, since a reader's phrase has an accentless form however it is typed.
    Stop words are left out of both.
    """
    key, chunks = language_of(language), text.split()
    plain = " ".join(map(_PLAIN[key].__getitem__, chunks))
    return plain, "" if text.isascii() else " ".join(filter(None, map(_ACCENTED[key].__getitem__, chunks)))
