"""Translations without gettext: extract the interface's strings, compile the catalogues, check that none is missing.

`messages.py extract` brings every catalogue up to date; `compile` writes the .mo files; `check` fails on a string that
a language lacks, on a fuzzy one, on a string of the code that no catalogue knows, and on a lost placeholder.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "tequio"
LOCALE = PACKAGE / "locale"
LANGUAGES = {"es": "es", "fr": "fr", "pt_BR": "pt_BR"}
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)[^}]*\}")


def template_messages(fileobj, keywords, comment_tags, options) -> Iterator:
    """Read a Django template as Babel reads Python."""
    from django.utils.translation.template import templatize

    # A template's indentation means nothing, and Python's would refuse it.
    python = "\n".join(map(str.lstrip, templatize(fileobj.read().decode(), origin="template").split("\n")))
    yield from extract_python(BytesIO(python.encode()), keywords, comment_tags, options)


def found() -> Catalog:
    catalog = Catalog(project="Tequio", charset="utf-8")
    for path in sorted(PACKAGE.rglob("*")):
        if (
            path.suffix not in {".py", ".html", ".txt"}
            or "migrations" in path.parts
            or "locale" in path.parts
        ):
            continue
        if path.suffix == ".txt" and "templates" not in path.parts:
            continue
        method = "python" if path.suffix == ".py" else template_messages
        with path.open("rb") as file:
            for _line, message, _comments, context in extract(method, file, KEYWORDS):
                catalog.add(message, locations=[(str(path.relative_to(PACKAGE)), 0)], context=context)
    return catalog


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Tequio", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def run_extract() -> int:
    for language in LANGUAGES:
        catalog = read(language)
        # A template of its own for each: Babel's `update` writes the translations into the template's messages.
        catalog.update(found(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=110, sort_output=True, omit_header=False, include_lineno=False)
        print(f"{language}: {len(list(missing(catalog)))} of {len(catalog)} to translate")
    return 0


def run_compile() -> int:
    for language in LANGUAGES:
        source = path_of(language)
        target = source.with_suffix(".mo")
        if source.exists() and not (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            with target.open("wb") as file:
                write_mo(file, read(language))
    return 0


def missing(catalog: Catalog) -> Iterator[Message]:
    for message in catalog:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(strings)):
            yield message


def placeholders(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def faults(language: str, template: Catalog) -> Iterator[str]:
    catalog = read(language)
    for message in template:
        if not message.id:
            continue
        known = catalog.get(message.id, message.context)
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        if (
            known is None
            or known.fuzzy
            or not known.string
            or (isinstance(known.string, tuple) and not all(known.string))
        ):
            yield f"{language}: not translated: {first!r}"
            continue
        last = message.id[-1] if isinstance(message.id, tuple) else message.id
        text = known.string[-1] if isinstance(known.string, tuple) else known.string
        if placeholders(last) != placeholders(text):
            yield f"{language}: other placeholders: {first!r} -> {text!r}"


def run_check() -> int:
    template = found()
    lines = [line for language in LANGUAGES for line in faults(language, template)]
    print("\n".join(lines[:40]))
    if lines:
        print(f"{len(lines)} strings to mend: `python tools/messages.py extract`, then translate.")
    return 1 if lines else 0


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False)
    django.setup()
    sys.exit({"extract": run_extract, "compile": run_compile, "check": run_check}[sys.argv[1]]())
