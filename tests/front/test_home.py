import pytest

from tequio.ground.fragments import forget_fragments


def test_home_answers_in_the_language_of_its_path(client, db):
    assert client.get("/", headers={"accept-language": "es"}).headers["location"] == "/es/"
    page = client.get("/es/")
    assert page.status_code == 200
    assert '<html lang="es"' in page.content.decode()


def test_healthz_answers_when_the_database_does(client, db):
    assert client.get("/healthz").content == b"ok"


@pytest.mark.parametrize("count", [1, 3])
def test_home_draws_a_real_trail_and_opens_its_oldest_practice(
    client, make_practice, django_assert_num_queries, count
):
    second = make_practice("Second edition", answers={"maturity": "good", "dates": [{"when": "2015"}]})
    for number in range(count):
        make_practice(f"New {number}", answers={"maturity": "good", "dates": [{"when": "2020"}]})
    make_practice(
        "First edition",
        answers={"maturity": "good", "dates": [{"when": "2014"}]},
        ties=(("became", second.public_id),),
    )
    client.get("/en/")
    forget_fragments()
    with django_assert_num_queries(8):
        page = client.get("/en/").content.decode()
    trail = page.split('class="trail"')[1].split("</ol>")[0]
    assert trail.index("First edition") < trail.index("Second edition")
    assert "First edition" in page.split('class="door ')[1]
