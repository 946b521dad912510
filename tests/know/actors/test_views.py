import pytest

from tests.know.practices.test_views import address, read


@pytest.fixture
def led(make_practice):
    """`led(2)` publishes practices that one actor leads and another supports; returns the two actors."""

    def lead(count):
        for number in range(count):
            record = make_practice(
                f"Practice {number}",
                answers={
                    "maturity": "good",
                    "owner": [{"name": "The city"}],
                    "partners": [{"name": "The union", "as": "financial"}],
                },
            )
        return [link.target for link in record.links_out.order_by("relation")]

    return lead


@pytest.mark.parametrize("count", [1, 3])
def test_actor_shows_the_practices_it_leads_in_six_queries(
    client, led, themes, django_assert_num_queries, count
):
    owner, partner = led(count)
    path = address(owner)
    with django_assert_num_queries(6):
        page = client.get(path).content.decode()
    assert page.count("<h3>") == count
    assert "Practices it leads" in page
    assert "Practices it supports" in read(client, partner)
