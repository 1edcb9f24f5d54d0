"""Finds every msgid in the code.

The syntax tree is read rather than Babel's tokens, which miss a sentence inside an f-string, one spoken at once
(`translator(language)("…")`) and one that a variable or a table of the module holds. Msgids raised as an error that
is none of ours are named in `RAISED`; `hidden` lists the calls whose msgid cannot be followed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["ROOT", "Message", "found", "hidden", "messages_in", "modules"]

ROOT: Final = Path(__file__).parent.parent.parent
PACKAGES: Final = ("bot", "scoring", "storage", "surveys")
SILENT: Final = "bot/standin/"
"""Imports nothing of ours and so has no translator; its page carries its own words."""

REFUSALS: Final = {
    "Fault": 1,
    "Rejected": 0,
    "ScaleUnfit": 1,
    "UnknownName": 0,
    "UnreadableBallot": 0,
    "RanksRefused": 0,
    "BotRefused": 0,
    "StoreUnavailable": 0,
    "Unfit": 0,
    "SealRefused": 0,
    "CampaignSealed": 0,
    "ExpressionInvalid": 0,
    "faults.add": 1,
    "folder.fault": 1,
    "row.fault": 1,
    "header_faults": 2,
    "schema_faults": 2,
}
"""Calls that take a msgid, and which argument it is."""

REASONS: Final = "Reason"
"""Name of the enums whose members are msgids."""

RAISED: Final = {"scoring/printed.py": ("ValueError",)}
"""Msgids raised as an error that is none of ours."""


@dataclass(frozen=True, order=True)
class Message:
    """One msgid, with its plural where it has one."""

    one: str
    many: str = ""


def found() -> dict[Message, list[str]]:
    """Every message with the files that say it, sorted."""
    messages: dict[Message, list[str]] = {}
    for path in modules():
        for message in sorted(messages_in(path, (ROOT / path).read_text("utf-8"))):
            messages.setdefault(message, []).append(path)
    return dict(sorted(messages.items()))


def hidden() -> set[str]:
    """`file: expression` of every msgid that is neither a text, nor held by the module, nor a `Reason`."""
    unseen: set[str] = set()
    for path in modules():
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        held = _held(tree)
        unseen.update(
            f"{path}: {ast.unparse(given)}"
            for given, _ in _spoken(tree)
            if not _texts(given, held) and not _is_reason(given)
        )
    return unseen


def modules() -> Iterator[str]:
    """The files that may speak to people, relative to the root."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            path = file.relative_to(ROOT).as_posix()
            if not path.startswith(SILENT):
                yield path


def messages_in(path: str, source: str) -> set[Message]:
    """The messages of one module; `path` decides which of its tables and errors carry msgids."""
    tree = ast.parse(source, path)
    held = _held(tree)
    messages: set[Message] = set()
    for given, plural in _spoken(tree):
        ones = _texts(given, held)
        messages.update(map(Message, ones, _texts(plural, held) if plural else [""] * len(ones)))
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name, body=body) if name == REASONS:
                said: list[ast.expr] = [each.value for each in body if isinstance(each, ast.Assign)]
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name), args=[given])) if name in RAISED.get(path, ()):
                said = [given]
            case _:
                continue
        messages.update(Message(text) for each in said for text in _texts(each, held))
    return messages


def _spoken(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """What stands for a msgid in every call that takes one, and its plural where the call takes two."""
    translators, refusals = _translators(tree), REFUSALS | _forwarders(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = f".{_name(node.func)}"
        last = name.rpartition(".")[2]
        position = next((at for call, at in refusals.items() if name.endswith((f".{call}", f"_{call}"))), None)
        if last == "many":
            yield node.args[0], node.args[1]
        elif last in translators or _makes_translator(node.func):
            yield node.args[0], None
        elif position is not None and len(node.args) > position:
            yield node.args[position], None


def _translators(tree: ast.Module) -> set[str]:
    """The names under which a module holds a translator."""
    names = {"t"}
    for node in ast.walk(tree):
        match node:
            case (
                ast.arg(arg=name, annotation=ast.Name(id="Translator"))
                | ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="Translator"))
            ):
                names.add(name)
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                pairs = zip(targets, values, strict=False)
                names.update(_name(target) for target, value in pairs if _makes_translator(value))
            case ast.Assign(targets=[target], value=value) if _makes_translator(value):
                names.add(_name(target).rpartition(".")[2])
    return names


def _forwarders(tree: ast.Module) -> dict[str, int]:
    """The module's functions that pass a `reason` on, and which argument it is; a class is named in `REFUSALS`."""
    forwarders: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name != "__init__":
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            if "reason" in names:
                forwarders[node.name] = names.index("reason")
    return forwarders


def _makes_translator(node: ast.expr) -> bool:
    """Whether the expression is a call that gives a translator."""
    makers = {"Translator", "translator", "escaping"}
    return isinstance(node, ast.Call) and _name(node.func).rpartition(".")[2] in makers


def _name(node: ast.expr) -> str:
    """`caller.t` of such an expression; only what follows the last call or index in it."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{_name(value)}.{attr}".lstrip(".")
        case _:
            return ""


def _held(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What the module's variables and constants are set to, by name."""
    held: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                held.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                held.setdefault(name, []).append(value)
    return held


def _texts(node: ast.expr, held: Mapping[str, list[ast.expr]]) -> list[str]:
    """The text, the two that a condition chooses between, or those of a variable or a table looked up."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            choices = [body, orelse]
        case ast.Dict(values=choices):
            pass
        case ast.Name(id=name):
            choices = held.get(name, [])
            held = {other: values for other, values in held.items() if other != name}
        case ast.Subscript(value=table):
            choices = [table]
        case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[_, *default]):
            choices = [table, *default]
        case _:
            return []
    return [text for each in choices for text in _texts(each, held)]


def _is_reason(node: ast.expr) -> bool:
    """`Reason.TOO_LONG`, or a choice between two."""
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            return _is_reason(body) and _is_reason(orelse)
        case ast.Attribute(value=ast.Name(id=name)):
            return name.endswith(REASONS)
        case _:
            return False
