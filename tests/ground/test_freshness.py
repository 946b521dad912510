def test_page_that_tells_something_once_is_kept_by_nobody(client, make_practice, amina):
    client.force_login(amina)
    answer = client.post("/en/account/logout/", follow=True)
    assert "signed out" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-cache"


def test_list_and_its_part_are_kept_apart(client, make_practice):
    make_practice()
    varies = client.get("/en/network/practices/")["Vary"]
    assert all(name in varies for name in ("HX-Request", "HX-Target", "HX-History-Restore-Request"))
