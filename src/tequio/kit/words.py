"""Words of a text in any script, by the Unicode rules for word boundaries (UAX 29)."""

import regex

_SEGMENT = regex.compile(r"(?w)\b(?:\p{L}|\p{N})(?:.*?)\b", regex.V1 | regex.DOTALL)


def words(text: str) -> list[str]:
    """List the words of a text in order: segments between UAX 29 boundaries that begin with a letter or a number."""
    return list(_SEGMENT.findall(text))


def count_words(text: str) -> int:
    """Count the words of a text, as `words` finds them."""
    return len(words(text))
