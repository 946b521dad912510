"""Questions that are answered with actors: who leads, who stands beside, and with what."""

from collections.abc import Mapping, Sequence
from typing import Any

from tequio.catalogue.publishing.asking.base import Asking, Post, Question, Reading, Writing
from tequio.catalogue.publishing.finding import find_records, record_found
from tequio.kit.finding import Found
from tequio.kit.plain import one_line

# Empty rows that the form offers beyond those that are filled.
SPARE = 2
KIND = "actor"


class Actors(Asking):
    """Rows of an actor that the bank knows, or a new name, and for partners the kind of their support."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        rows = [row for index in range(question.most) if (row := self._row(question, post, index, writing))]
        return Reading({"answers": {question.key: rows or None}})

    def _row(self, question: Question, post: Post, index: int, writing: Writing) -> dict[str, str] | None:
        name = one_line(post.get(f"{question.key}-{index}-name", ""))
        chosen = one_line(post.get(f"{question.key}-{index}-pick", ""))
        actor = chosen or one_line(post.get(f"{question.key}-{index}", ""))
        support = one_line(post.get(f"{question.key}-{index}-as", ""))
        if not name:
            return None
        known = record_found(KIND, actor, writing.space_id, writing.language) if actor else None
        if known and (chosen or known.label == name):
            return {"actor": known.id, "name": known.label, "as": support}
        return {"actor": "", "name": name, "as": support}

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        rows: list[Mapping[str, str]] = list(self._stored(question, writing))
        offered = min(question.most, len(rows) + SPARE)
        rows += [{"actor": "", "name": "", "as": ""}] * (offered - len(rows))
        return {
            "rows": [
                {**row, "index": index, "like": self._like(row, writing)} for index, row in enumerate(rows)
            ],
            "supports": question.choices,
        }

    def said(self, question: Question, writing: Writing) -> list[str]:
        supports = dict(question.choices)
        return [
            f"{row['name'] or row['actor']} · {supports.get(row['as'], row['as'])}".rstrip(" ·")
            for row in self._stored(question, writing)
        ]

    def _like(self, row: Mapping[str, str], writing: Writing) -> Sequence[Found]:
        """Actors of the bank that a new name may mean: at most one query."""
        if row["actor"] or not row["name"]:
            return ()
        return find_records(KIND, row["name"], writing.space_id, writing.language, most=5)

    def _stored(self, question: Question, writing: Writing) -> Sequence[Mapping[str, str]]:
        return writing.content.answers.get(question.key) or ()
