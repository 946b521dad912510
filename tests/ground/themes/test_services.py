from tequio.ground.ledger.models import Entry
from tequio.ground.themes.models import Theme
from tequio.ground.themes.services import load_themes


def test_load_themes_brings_every_label_in_four_languages(db):
    assert load_themes() == Theme.objects.count() >= 77
    assert all({"en", "es", "fr", "pt"} <= set(theme.labels) for theme in Theme.objects.all())
    budget = Theme.objects.get(code="participatory-budgeting")
    assert budget.label_in("fr") == "Budget participatif"
    assert "presupuestos participativos" in budget.alternatives["es"]


def test_load_themes_again_changes_only_what_differs(db):
    load_themes()
    assert load_themes() == 0
    Theme.objects.filter(code="sdg-11").update(labels={"en": "Cities"})
    assert load_themes() == 1
    assert Entry.objects.filter(action="themes.loaded").count() == 2
