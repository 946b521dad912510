"""What was proposed in the demo's editions, and what the city has found about it: whether it can be done, and its price."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from tequio.catalogue.discussion.services import comment
from tequio.catalogue.links.services import tie
from tequio.catalogue.publishing.services import bring, save_draft
from tequio.catalogue.records.content import Content, TextContent
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.rules import text_language
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.services import move_to
from tequio.decide.proposals.coauthoring import ask_coauthor
from tequio.decide.proposals.merging import ask_merge
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.reviewing import admit_the_rest, select_supported
from tequio.decide.proposals.services import begin_idea
from tequio.decide.proposals.setup import ensure_proposal_template
from tequio.decide.valuations.rules import Findings, Part
from tequio.decide.valuations.services import announce, assign, decide, reply, save
from tequio.front.demo.reading import FOLDER, address_of, read_file
from tequio.ground.clock import now, told
from tequio.ground.people.models import Person
from tequio.kit.money import Money

WORDS = {
    "en": "It can be done as proposed.",
    "es": "Puede hacerse tal como se propone.",
    "fr": "C'est réalisable comme proposé.",
    "pt": "Pode ser feito como proposto.",
}


def bring_proposals(budget: Budget, name: str, people: Mapping[str, Person]) -> None:
    """Publish the proposals of a file, each by its author."""
    template, told = ensure_proposal_template(budget.space), read_file(FOLDER / "proposals" / f"{name}.toml")
    heading, original = budget.headings.first(), budget.space.language
    for one in told["proposal"]:
        author = people[one.get("by", "amina")]
        texts = {
            language: TextContent(
                title=one["title"][language],
                summary=one["summary"][language],
                status="original" if language == original else "human",
            )
            for language in one["title"]
        }
        content = Content(
            original=original,
            texts=texts,
            answers={"budget": budget.slug, "zone": one["zone"], "heading": heading.key if heading else ""},
            point=tuple(one["point"]),
        )
        public_id = address_of(f"{name}-{one['key']}")
        record, _done = bring(
            kind="proposal",
            space=budget.space,
            content=content,
            template=template,
            by=author,
            origin=f"demo:{name}-{one['key']}",
            public_id=public_id,
        )
        discuss(record, one.get("comments", []), people)
        if practice := Record.objects.filter(public_id=address_of(one.get("inspired_by", ""))).first():
            tie(practice, "inspired", record, by=author)


def go_on_writing(budget: Budget, name: str, people: Mapping[str, Person]) -> None:
    """Ask who is to write a proposal together, and to join two of them; begin ideas that nobody else sees yet."""
    for one, proposal in _told(name):
        for key in one.get("together", ()):
            ask_coauthor(proposal, email=people[key].email, by=people[one["by"]])
        if asked := one.get("join"):
            other = Proposal.objects.get(record__public_id=address_of(f"{name}-{asked['to']}"))
            ask_merge(proposal, other, words=asked["words"], by=people[one["by"]])
    for one in read_file(FOLDER / "proposals" / f"{name}.toml").get("idea", ()):
        author = people[one["by"]]
        draft = begin_idea(budget, language=text_language(author.language), by=author)
        save_draft(draft, change={"title": one["title"]}, by=author)


def discuss(record: Record, comments: list[dict[str, Any]], people: Mapping[str, Person]) -> None:
    """Let people comment on a proposal, each in their language; `answers` counts from the first comment."""
    said: list[Any] = []
    for one in comments:
        author = people[one["by"]]
        to = said[one["answers"] - 1] if "answers" in one else None
        language = text_language(author.language)
        said.append(comment(record, words=one["words"], language=language, by=author, to=to))


def let_go_on(budget: Budget, officer: Person) -> Budget:
    """Admit all that was proposed, and let it go on to be valued."""
    budget = move_to(budget, "reviewing", by=officer)
    admit_the_rest(budget, by=officer)
    budget = move_to(budget, "valuating", by=officer)
    select_supported(budget, by=officer)
    return budget


def value_all(budget: Budget, name: str, officer: Person) -> None:
    """Find every proposal feasible, and say its price."""
    units = _units(budget)
    for one, proposal in _told(name):
        lamps, works = one["price"] * 3 // 5, one["price"] - one["price"] * 3 // 5
        parts = (Part("Luminaires", lamps * units), Part("Travaux", works * units))
        found = Findings(True, WORDS, parts, running_costs=one["price"] // 50 * units)
        kept = save(proposal, found, revision=0, by=officer)
        decide(proposal, revision=kept.revision, by=officer)


def value_some(budget: Budget, name: str, officer: Person, people: Mapping[str, Person]) -> None:
    """Bring each proposal as far as the file says that its valuation came; one of which it says nothing waits for somebody."""
    today = now()
    for one, proposal in _told(name):
        if "found" in one:
            with told(today - timedelta(days=one["found"]["days"])):
                _value(budget, proposal, one, officer, people)


def _value(
    budget: Budget,
    proposal: Proposal,
    told_of: Mapping[str, Any],
    officer: Person,
    people: Mapping[str, Person],
) -> None:
    found = told_of["found"]
    valuator, units = people[found["by"]], _units(budget)
    assign(budget, [proposal.pk], valuator, by=officer)
    parts = [Part(what, amount * units) for what, amount in found.get("costs", {}).items()]
    costs = found["running"] * units if "running" in found else None
    feasible = {"feasible": True, "open": None}.get(found["state"], False)
    kept = save(proposal, Findings(feasible, found["words"], parts, costs), revision=0, by=valuator)
    if found["state"] == "feasible":
        decide(proposal, revision=kept.revision, by=valuator)
    elif feasible is False:
        announce(proposal, revision=kept.revision, by=valuator)
    if "reply" in found:
        author = people[told_of["by"]]
        reply(proposal, found["reply"], language=text_language(author.language), by=author)


def _told(name: str) -> Iterator[tuple[Mapping[str, Any], Proposal]]:
    """Each proposal of a file with its row."""
    for one in read_file(FOLDER / "proposals" / f"{name}.toml")["proposal"]:
        yield one, Proposal.objects.get(record__public_id=address_of(f"{name}-{one['key']}"))


def _units(budget: Budget) -> int:
    return int(10 ** Money(0, budget.currency).decimals)
