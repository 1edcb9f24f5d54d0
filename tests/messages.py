"""Brings the catalogues in `locales/` up to date with the code: `python -m tests.messages`.

Translations are kept, what nobody says any more is dropped and printed. There are no dates and no line numbers in
the files, so that a difference is always one of wording.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages import Catalog
from babel.messages import Message as Entry
from babel.messages.pofile import read_po, write_po

from tests.locales.msgids import ROOT, Message, found

__all__ = ["catalogue_path", "catalogue_text", "entries", "forms", "main", "msgid", "read_catalogue"]

SOURCE_LANGUAGE: Final = "en"
PLURAL_FORMS: Final = {"en": "nplurals=2; plural=(n != 1);", "vi": "nplurals=1; plural=0;"}


def catalogue_path(language: str) -> Path:
    return ROOT / "locales" / language / "LC_MESSAGES" / "parbot.po"


def read_catalogue(language: str) -> Catalog:
    with catalogue_path(language).open("rb") as source:
        return read_po(source, locale=language)


def catalogue_text(language: str, old: Catalog, messages: Mapping[Message, Sequence[str]]) -> str:
    """The file with exactly these messages, sorted by msgid, each with its translation in `old` if there is one."""
    new = Catalog(locale=language)
    for message, places in messages.items():
        ids = (message.one, message.many) if message.many else message.one
        new.add(ids, _translation(language, old, message), locations=[(place, 0) for place in places])
    body = BytesIO()
    write_po(body, new, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return f"{_header(language)}\n{body.getvalue().decode().strip()}\n"


def entries(catalogue: Catalog) -> list[Entry]:
    """All but the header."""
    return [entry for entry in catalogue if entry.id]


def msgid(entry: Entry) -> str:
    """The entry's msgid, the singular one where it has a plural."""
    return entry.id if isinstance(entry.id, str) else entry.id[0]


def forms(entry: Entry | None) -> tuple[str, ...]:
    """The translations of an entry, one per plural form; a single empty one where there is none."""
    if entry is None or not entry.string:
        return ("",)
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)


def main() -> int:
    """Update every catalogue; say what was dropped and what waits for a translation. 1 where something waits."""
    messages = found()
    said = {message.one for message in messages}
    waiting = 0
    for language in PLURAL_FORMS:
        old = read_catalogue(language)
        catalogue_path(language).write_text(catalogue_text(language, old, messages), "utf-8")
        for entry in entries(old):
            if msgid(entry) not in said:
                sys.stdout.write(f"{language}: dropped {msgid(entry)!r}, which was {forms(entry)[0]!r}\n")
        for entry in entries(read_catalogue(language)):
            if not all(forms(entry)):
                waiting += 1
                sys.stdout.write(f"{language}: to be translated: {msgid(entry)!r}\n")
    return 1 if waiting else 0


def _header(language: str) -> str:
    fields = {
        "Project-Id-Version": "par-survey-bot",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return f'msgid ""\nmsgstr ""\n{lines}'


def _translation(language: str, old: Catalog, message: Message) -> str | tuple[str, ...]:
    if language == SOURCE_LANGUAGE:
        return (message.one, message.many) if message.many else message.one
    kept = forms(old.get(message.one))
    return (kept * old.num_plurals)[: old.num_plurals] if message.many else kept[0]


if __name__ == "__main__":
    raise SystemExit(main())
