"""A small index in a temporary folder: four records about the same in four languages, and some neighbours."""

from datetime import UTC, datetime

import pytest

from tequio.catalogue.search.answering import search
from tequio.catalogue.search.document import SearchDocument
from tequio.catalogue.search.index import SearchIndex
from tequio.catalogue.search.query import Query
from tequio.catalogue.search.themes import ThemeLabels

LABELS = [
    ("participatory-budgeting", "en", "Participatory budgeting"),
    ("participatory-budgeting", "en", "participatory budget"),
    ("participatory-budgeting", "en", "PB"),
    ("participatory-budgeting", "en", "people's budget"),
    ("participatory-budgeting", "es", "presupuesto del pueblo"),
    ("participatory-budgeting", "es", "Presupuesto participativo"),
    ("participatory-budgeting", "fr", "Budget participatif"),
    ("participatory-budgeting", "pt", "Orçamento participativo"),
    ("governance", "en", "Governance and participation"),
    ("water", "es", "Agua"),
    ("water", "fr", "Eau"),
    ("water", "en", "Water"),
]


def document(record_id: int, *texts: tuple[str, str, str], year: int = 2020, **changes) -> SearchDocument:
    says = {
        "kind": "practice",
        "space": "network",
        "published": datetime(year, 1, record_id % 28 + 1, tzinfo=UTC),
        "year": year,
        **changes,
    }
    return SearchDocument(record_id, texts=texts, **says)


LIMA, TUNIS, SEOUL, BAHIA, WATER, TWICE = 1, 2, 3, 4, 5, 6
DOCUMENTS = [
    document(
        LIMA,
        ("es", "Presupuesto participativo de Villa El Salvador", "Los vecinos deciden la educación y el agua."),
        territories=("001", "019", "PE", "PE-LMA"), country="PE", themes=("participatory-budgeting",), broader=("governance",),
        spheres=("state",), maturity="good", year=2000, lat=-12.2, lon=-76.9,
    ),
    document(
        TUNIS,
        ("fr", "Budget participatif de La Marsa", "Les habitants choisissent l'éclairage des rues de la ville."),
        territories=("001", "002", "TN"), country="TN", themes=("participatory-budgeting",), broader=("governance",),
        spheres=("state", "civil-society"), maturity="innovation", year=2014, lat=36.9, lon=10.3,
    ),
    document(
        SEOUL,
        ("en", "A city of cooperatives", "Seoul decided on a participatory budget and on social enterprises."),
        territories=("001", "142", "KR"), country="KR", themes=("cooperatives",), spheres=("economy",), year=2012,
    ),
    document(
        BAHIA,
        ("pt", "Orçamento da água", "O orçamento participativo da educação em Salvador."),
        territories=("001", "019", "BR"), country="BR", themes=("participatory-budgeting",), broader=("governance",), year=2016,
    ),
    document(
        WATER,
        ("es", "Agua limpia para todos", "El agua llega a cada barrio del sur; la participación no fue fácil."),
        territories=("001", "019", "PE"), country="PE", themes=("water",), year=2018, kind="resource",
    ),
    document(
        TWICE,
        ("en", "Elderly care at home", "Care workers founded a cooperative."),
        ("es", "Cuidado de mayores en casa", "Las cuidadoras fundaron una cooperativa."),
        territories=("001", "019", "MX"), country="MX", themes=("cooperatives",), year=2021, space="forum",
    ),
]  # fmt: skip


@pytest.fixture
def index(tmp_path) -> SearchIndex:
    index = SearchIndex(tmp_path / "search")
    with index.rebuild() as indexer:
        for each in DOCUMENTS:
            indexer.add(each)
        indexer.commit(41)
    return index


@pytest.fixture
def ask(index):
    """Ask the small index: `ask("words", {"theme": ["water"]}, language="es")`."""
    labels = ThemeLabels(LABELS)

    def ask(words="", filters=None, **changes):
        return search(Query(words, filters or {}, **changes), labels=labels, index=index)

    return ask
