"""Who may write, send and decide: each role in each state, and that the filter agrees with the question."""

import pytest

from tequio.catalogue.publishing.access import can_decide, can_open_desk, can_start, can_write, desk_opens_to
from tequio.catalogue.publishing.models import Draft
from tequio.catalogue.publishing.services import hide, open_draft, save_draft, send, start, withdraw
from tequio.catalogue.records.models import Record
from tequio.catalogue.templates.models import Template
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.queries import standing_of
from tequio.ground.spaces.services import give_role, open_space
from tequio.ground.spaces.standing import VISITOR
from tests.cast import make_person, practice_content

ROLES = ("visitor", "dora", "author", "editor", "reviewer", "coordinator", "foreign coordinator", "operator")
STATES = ("draft", "sent", "published", "changed", "hidden", "withdrawn")
WRITE = {"author", "editor", "coordinator", "operator"}
# A first draft that was not sent is its author's; the operator stands everywhere.
ALONE = {"author", "operator"}
DECIDE = {"coordinator", "operator"}


@pytest.fixture
def people(space, amina, bruno, dora):
    """One person of each role; the visitor is nobody."""
    elsewhere = open_space("elsewhere", names={"en": "Elsewhere"}, language="en", by=None)
    editor, reviewer, foreign = (make_person(name) for name in ("Elif", "Remy", "Fatou"))
    give_role(editor, space, "editor", by=None)
    give_role(reviewer, space, "reviewer", by=None)
    give_role(foreign, elsewhere, "coordinator", by=None)
    return {
        "visitor": None,
        "dora": dora,
        "author": amina,
        "editor": editor,
        "reviewer": reviewer,
        "coordinator": bruno,
        "foreign coordinator": foreign,
        "operator": make_person("Oda", is_operator=True),
    }


@pytest.fixture
def in_state(space, amina, bruno, make_practice):
    """Bring a practice of Amina's into a state."""

    def bring(state: str) -> Record:
        if state in ("draft", "sent"):
            draft = start(kind="practice", space=space, language="en", by=amina)
            said = practice_content().to_json()
            text = said["texts"]["en"]
            change = {key: text[key] for key in ("title", "summary", "sections")}
            draft = save_draft(
                draft, change={**change, "answers": said["answers"], "territory": "TN"}, by=amina
            )
            if state == "sent":
                send(draft, template=Template.objects.get(current=True, kind="practice"), by=amina)
            return Record.objects.get(pk=draft.record_id)
        record = make_practice(by=amina)
        if state == "changed":
            open_draft(record, by=amina)
        if state == "hidden":
            hide(record, reason="Wrong place", by=bruno)
        if state == "withdrawn":
            withdraw(record, reason="", by=bruno)
        return Record.objects.get(pk=record.pk)

    return bring


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_question_and_filter_agree_for_each_role_and_state(people, in_state, role, state):
    record = in_state(state)
    standing = standing_of(people[role]) if people[role] else VISITOR
    writers = WRITE if state != "draft" else ALONE
    assert can_write(standing, record) is (role in writers)
    assert can_decide(standing, record) is (role in DECIDE & writers)
    assert can_open_desk(standing, record.space_id) is (role in DECIDE)
    assert Space.objects.filter(desk_opens_to(standing), pk=record.space_id).exists() is (role in DECIDE)
    assert can_start(standing, record.space_id) is (role != "visitor")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_draft_are_not_there_for_strangers(client, people, in_state, role, state):
    record = in_state(state)
    if people[role]:
        client.force_login(people[role])
    base = f"/en/network/practice/{record.public_id}"
    writers = WRITE if state != "draft" else ALONE
    has_draft = state in ("draft", "sent", "changed")
    for url in (f"{base}/write/story/", f"{base}/check/"):
        status = client.get(url).status_code
        if role == "visitor":
            assert status == 302
        elif role in writers:
            assert status in ((200, 302) if "write" in url else (200,))
        else:
            assert status == 404
        posted = client.post(url, {"situation": "Stolen words.", "act": "nothing"}).status_code
        assert posted == 401 if role == "visitor" else (posted != 404) is (role in writers)
    kept = client.post(f"{base}/keep/story/", {"situation": "Stolen words."}).status_code
    if role == "visitor":
        assert kept == 401
    elif role in writers:
        assert kept == (200 if has_draft and state != "sent" else 409)
    else:
        assert kept == 404
    assert (client.get(f"/en/network/desk/{record.public_id}/").status_code == 200) is (
        role in DECIDE & writers
    )
    assert (client.get("/en/network/desk/").status_code == 200) is (role in DECIDE)
    if role not in writers and has_draft:
        assert "Stolen" not in str(Draft.objects.get(record=record).content)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in DECIDE])
def test_nobody_else_decides(client, people, in_state, role):
    record = in_state("sent")
    if people[role]:
        client.force_login(people[role])
    revision = Draft.objects.get(record=record).revision
    answer = client.post(f"/en/network/desk/{record.public_id}/", {"act": "publish", "revision": revision})
    assert answer.status_code in (401, 404)
    record.refresh_from_db()
    assert record.visibility == "submitted"
