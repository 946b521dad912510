from tequio.ground.ledger.models import Entry
from tequio.ground.territories.models import Territory
from tequio.ground.territories.services import load_territories


def test_load_territories_makes_the_world_once(db):
    added = load_territories()
    assert added == Territory.objects.count() > 5000
    lima = Territory.objects.get(code="PE-LMA")
    assert lima.path == "/001/019/419/005/PE/PE-LMA/"
    assert Territory.objects.get(code="TN").name_in("pt") == "Tunísia"
    assert load_territories() == 0
    assert Entry.objects.filter(action="territories.loaded").count() == 1


def test_load_territories_leaves_a_corrected_name_alone(db):
    load_territories()
    Territory.objects.filter(code="PE-LMA").update(names={"es": "Lima provincias"})
    load_territories()
    assert Territory.objects.get(code="PE-LMA").names == {"es": "Lima provincias"}


def test_every_level_but_the_world_has_a_parent_above_it(db):
    load_territories()
    for territory in Territory.objects.exclude(level="world").select_related("parent"):
        assert territory.path == f"{territory.parent.path}{territory.code}/"
