"""The app `know`: registers its kinds and the relations between them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowConfig(AppConfig):
    name = "tequio.know"
    label = "know"

    def ready(self) -> None:
        from tequio.catalogue.kinds import Kind, register
        from tequio.catalogue.links.rules import allow
        from tequio.know.actors import services as actors
        from tequio.know.actors.queries import actor_facts
        from tequio.know.practices import services as practices
        from tequio.know.practices.queries import practice_facts
        from tequio.know.practices.rules import RELATION_OF

        register(
            Kind(
                key="practice",
                verb="know",
                label=_("Practice"),
                plural=_("Practices"),
                page="practice",
                list_page="practices",
                resolve=practices.resolve,
                store=practices.store,
                facts=practice_facts,
                relations_of_answers=tuple(RELATION_OF.values()),
            )
        )
        register(
            Kind(
                key="actor",
                verb="know",
                label=_("Actor"),
                plural=_("Actors"),
                page="actor",
                list_page="actors",
                resolve=actors.resolve,
                store=actors.store,
                facts=actor_facts,
                schema_type="Organization",
            )
        )
        allow("owner", ("practice", "actor"))
        allow("partner", ("practice", "actor"))
        for relation in ("inspired", "became", "evaluates", "adopts", "relates"):
            allow(relation, ("practice", "practice"))
