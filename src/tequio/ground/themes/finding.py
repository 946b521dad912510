"""Finding a theme by typing its name in any language."""

from collections.abc import Iterable, Iterator

from tequio.ground.territories.recognise import fold
from tequio.ground.themes.models import Theme
from tequio.ground.themes.queries import all_themes
from tequio.kit.finding import Found, rank


def find_themes(asked: str, language: str, most: int = 10) -> list[Found]:
    """Find themes whose label, or another word for it, answers what was typed in any language: no query but once a minute."""
    wanted = fold(asked)
    hits = []
    for theme in all_themes().values() if wanted else ():
        place = rank(wanted, _names(theme))
        if place is not None:
            hits.append((place, theme.position, theme.code, theme))
    return [theme_found(theme, language) for *_, theme in sorted(hits, key=lambda hit: hit[:3])[:most]]


def themes_named(asked: str, language: str) -> list[Found]:
    """Find the themes that bear exactly this name: no query but once a minute."""
    wanted = fold(asked)
    return [theme_found(theme, language) for theme in all_themes().values() if wanted in _names(theme)]


def themes_of(codes: Iterable[str], language: str) -> list[Found]:
    """Say themes by their codes, in the order of their scheme; codes that nobody knows are left out."""
    wanted = set(codes)
    return [theme_found(theme, language) for code, theme in all_themes().items() if code in wanted]


def theme_found(theme: Theme, language: str) -> Found:
    hint = theme.parent.label_in(language) if theme.parent else ""
    return Found(id=theme.code, label=theme.label_in(language), hint=hint)


def _names(theme: Theme) -> list[str]:
    return [fold(name) for name in _all_names(theme)]


def _all_names(theme: Theme) -> Iterator[str]:
    yield from theme.labels.values()
    for others in theme.alternatives.values():
        yield from others
