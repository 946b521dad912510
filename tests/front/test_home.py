def test_home_answers_in_the_language_of_its_path(client, db):
    assert client.get("/", headers={"accept-language": "es"}).headers["location"] == "/es/"
    page = client.get("/es/")
    assert page.status_code == 200
    assert '<html lang="es"' in page.content.decode()


def test_healthz_answers_when_the_database_does(client, db):
    assert client.get("/healthz").content == b"ok"
