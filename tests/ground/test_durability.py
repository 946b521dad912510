import pytest
from django.db import connection

from tequio.ground.durability import durable_at_the_end

ASKS = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
LATER = {"sqlite": 1, "postgresql": "off"}
AT_ONCE = {"sqlite": 2, "postgresql": "on"}


def pace():
    with connection.cursor() as cursor:
        cursor.execute(ASKS[connection.vendor])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_commits_wait_for_the_disk_again_afterwards_even_after_a_fault():
    def failing():
        with durable_at_the_end():
            assert pace() == LATER[connection.vendor]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        failing()
    assert pace() == AT_ONCE[connection.vendor]


def test_inside_a_transaction_nothing_changes(db):
    before = pace()
    with durable_at_the_end():
        assert pace() == before
