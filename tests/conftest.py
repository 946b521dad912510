"""The named cast and the fixtures that every test may use."""

import shutil
import sys
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from django.utils import translation

from tequio.catalogue.publishing.services import bring
from tequio.ground.fragments import forget_fragments
from tequio.ground.kept import forget_all
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.services import give_role, open_space
from tequio.ground.territories.models import Territory
from tequio.ground.themes.services import load_themes
from tequio.know.practices.setup import ensure_template
from tests.cast import make_person, practice_content


@pytest.fixture(scope="session", autouse=True)
def fresh_folder():
    """Nothing of an earlier run is found: no index, no files."""
    for left in Path(site_settings.VAR).glob("*"):
        if left.is_dir():
            shutil.rmtree(left)


@pytest.fixture(autouse=True)
def fresh_limits():
    """No test uses up another one's attempts: limits on signing up and the like are counted in the cache."""
    cache.clear()


@pytest.fixture
def space(db) -> Space:
    """A network of cities whose practice template is the one that ships."""
    space = open_space(
        "network", names={"en": "Network of cities", "es": "Red de ciudades"}, language="es", by=None
    )
    ensure_template(space)
    return space


@pytest.fixture
def places(db) -> dict[str, Territory]:
    """A small world: Peru, Lima and Tunisia."""
    world = Territory.objects.create(code="001", level="world", names={"en": "World"}, path="/001/")

    def add(code, level, parent, names, **point):
        return Territory.objects.create(
            code=code, level=level, parent=parent, names=names, path=f"{parent.path}{code}/", **point
        )

    peru = add(
        "PE", "country", world, {"en": "Peru", "es": "Perú", "fr": "Pérou", "pt": "Peru"}, lat=-10, lon=-76
    )
    lima = add("PE-LMA", "subdivision", peru, {"es": "Lima"})
    tunisia = add("TN", "country", world, {"en": "Tunisia", "fr": "Tunisie", "es": "Túnez"}, lat=34, lon=9)
    return {"001": world, "PE": peru, "PE-LMA": lima, "TN": tunisia}


@pytest.fixture
def themes(db):
    """The scheme of themes that ships."""
    return load_themes()


@pytest.fixture
def amina(db) -> Person:
    """A citizen with an account, author of practices."""
    return make_person("Amina")


@pytest.fixture
def bruno(space) -> Person:
    """The coordinator of the space."""
    bruno = make_person("Bruno")
    give_role(bruno, space, "coordinator", by=None)
    return bruno


@pytest.fixture
def dora(db) -> Person:
    """An outsider with an account and no role."""
    return make_person("Dora")


@pytest.fixture
def make_practice(space, places):
    """Publish practices: `make_practice("Title", **changes of Content)` returns the record."""

    def make(title="Light chosen street by street", *, by=None, origin="", **changes):
        content = practice_content(title, **changes)
        template = ensure_template(space)
        return bring(kind="practice", space=space, content=content, template=template, by=by, origin=origin)[
            0
        ]

    return make


@pytest.fixture(autouse=True)
def _nothing_kept():
    """What processes keep for a minute is not kept from one test to the next."""
    forget_all()
    forget_fragments()


@pytest.fixture(autouse=True)
def _no_index(settings, tmp_path):
    """No test searches what another one indexed: without `search_at_once` there is no index."""
    settings.VAR = tmp_path / "var"


@pytest.fixture
def search_at_once(db):
    """Give the test an index of its own; call it to seal the ledger and have all of it found at once."""
    from tequio.catalogue.search.following import follow_ledger
    from tequio.catalogue.search.index import search_index
    from tequio.ground.ledger.services import seal

    def follow():
        seal()
        follow_ledger()
        search_index().refresh()

    return follow


@pytest.fixture(autouse=True)
def _own_language():
    """No test speaks the language in which the page of another one was read."""
    translation.deactivate()


@pytest.fixture
def lacks_pango(tmp_path, monkeypatch):
    """A machine whose system lacks what WeasyPrint draws with: it says so when it is imported. Call it to mend that."""
    place = tmp_path / "lacking" / "weasyprint"
    place.mkdir(parents=True)
    said = "raise OSError(\"cannot load library 'libpango-1.0-0'\")"
    (place / "__init__.py").write_text(said, encoding="utf-8")
    with monkeypatch.context() as patch:
        for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
            patch.delitem(sys.modules, name)
        patch.syspath_prepend(place.parent)
        yield patch.undo
