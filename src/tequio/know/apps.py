"""The app `know`: registers its kinds and the relations between them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowConfig(AppConfig):
    name = "tequio.know"
    label = "know"

    def ready(self) -> None:
        from tequio.ground.refusals import learn
        from tequio.know.actors.sentences import SENTENCES

        learn(SENTENCES)
        _register_practices()
        _register_actors()
        _allow_links()


def _register_practices() -> None:
    from tequio.catalogue.kinds import Kind, register
    from tequio.know.practices.queries import practice_facts
    from tequio.know.practices.rules import RELATION_OF
    from tequio.know.practices.services import resolve, store

    register(
        Kind(
            key="practice",
            verb="know",
            label=_("Practice"),
            plural=_("Practices"),
            page="practice",
            list_page="practices",
            resolve=resolve,
            store=store,
            facts=practice_facts,
            main="know/practice_main.html",
            written=True,
            relations_of_answers=tuple(RELATION_OF.values()),
        )
    )


def _register_actors() -> None:
    from tequio.catalogue.kinds import Kind, register
    from tequio.know.actors.queries import actor_facts
    from tequio.know.actors.services import resolve, store

    register(
        Kind(
            key="actor",
            verb="know",
            label=_("Actor"),
            plural=_("Actors"),
            page="actor",
            list_page="actors",
            resolve=resolve,
            store=store,
            facts=actor_facts,
            main="know/actor_main.html",
            schema_type="Organization",
        )
    )


def _allow_links() -> None:
    from tequio.catalogue.links.rules import allow

    allow("owner", ("practice", "actor"))
    allow("partner", ("practice", "actor"))
    for relation in ("inspired", "became", "evaluates", "adopts", "relates"):
        allow(relation, ("practice", "practice"))
