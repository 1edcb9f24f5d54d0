"""YAML as exact data: numbers keep their text, nothing is guessed, and the work is bounded.

Only `true`, `false` and `null` mean something else than their letters: `no` is a word, `2020-01-01` is text,
and `20.5` stays "20.5" for the models to read as an exact decimal. A key given twice and an explicit tag are
faults. Anchors may be reused, but not nested into each other until they explode.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import yaml

from scoring.errors import Fault
from scoring.place import Data, key_path

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_VALUES", "read_yaml"]

MAX_BYTES = 1_000_000
"""Four full sets of 100 criteria in two languages are about 200 kB."""

MAX_VALUES = 100_000
"""Values after anchors are written out; four such sets hold about 10,000."""

MAX_DEPTH = 20
"""The deepest path of a framework is `sets.x.domains[0].criteria[0].survey.weights.y`: 8."""

_WORDS: dict[str, Data] = {"": None, "~": None, "null": None, "true": True, "false": False}
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))
_LOADER: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(raw: bytes) -> tuple[Data, list[Fault]]:
    """The document's data with every fault of its syntax; None, with a fault, when there is nothing to read."""
    if len(raw) > MAX_BYTES:
        return None, [Fault("file", "The file is larger than {limit} bytes.", limit=MAX_BYTES)]
    try:
        text = unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return None, [Fault(f"byte {error.start}", "The file is not UTF-8 text.")]
    try:
        root = yaml.compose(text, Loader=_LOADER) if _is_shallow(text) else None
    except yaml.MarkedYAMLError as error:
        return None, [Fault(_line(error.problem_mark), "This is not YAML: {problem}.", problem=error.problem)]
    except yaml.YAMLError:
        return None, [Fault("file", "The file holds characters that YAML does not allow.")]
    if root is None:
        return None, [Fault("file", "The file is empty or nested deeper than {limit} levels.", limit=MAX_DEPTH)]
    values, depth = _extent(root)
    if values > MAX_VALUES or depth > MAX_DEPTH:
        return None, [
            Fault(
                "file",
                "With its aliases written out the file exceeds {values} values or {levels} levels.",
                values=MAX_VALUES,
                levels=MAX_DEPTH,
            )
        ]
    faults: list[Fault] = []
    data = _data(root, "", faults)
    if data is None and not faults:
        faults.append(Fault("file", "The file is empty."))
    return data, faults


def _is_shallow(text: str) -> bool:
    """Whether the nesting stays within bounds; reads events, so deep nesting cannot exhaust the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return False
    return True


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        yield from child if isinstance(child, tuple) else (child,)


def _extent(root: yaml.Node) -> tuple[int, int]:
    """How many values, and how many levels, the document has once every alias is written out.

    An alias inside its own anchor would never end: it counts as too many. An anchor stands before its aliases,
    so walking in the document's order finds every alias already measured.
    """
    extents: dict[int, tuple[int, int]] = {}

    def extent(node: yaml.Node) -> tuple[int, int]:
        if id(node) not in extents:
            extents[id(node)] = (MAX_VALUES + 1, MAX_DEPTH + 1)
            inner = [extent(child) for child in _children(node)]
            extents[id(node)] = (
                1 + sum(values for values, _ in inner),
                1 + max((depth for _, depth in inner), default=0),
            )
        return extents[id(node)]

    return extent(root)


def _data(node: yaml.Node, where: str, faults: list[Fault]) -> Data:
    if node.tag not in _PLAIN_TAGS:
        faults.append(Fault(where or _line(node.start_mark), "The tag {tag} has no meaning here.", tag=node.tag))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, where, faults)
    if isinstance(node, yaml.SequenceNode):
        return [_data(child, f"{where}[{i}]", faults) for i, child in enumerate(node.value)]
    text = str(node.value)
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    return _WORDS.get(text, text) if plain else text


def _mapping(node: yaml.MappingNode, where: str, faults: list[Fault]) -> Data:
    mapping: dict[str, Data] = {}
    lines: dict[str, str] = {}
    for key_node, value_node in node.value:
        line = _line(key_node.start_mark)
        if not isinstance(key_node, yaml.ScalarNode):
            faults.append(Fault(f"{where or 'file'} ({line})", "A key must be a word."))
            continue
        key = str(key_node.value)
        path = key_path(where, key)
        if key in mapping:
            faults.append(
                Fault(path, "The key is given twice, at {first} and at {second}.", first=lines[key], second=line)
            )
            continue
        lines[key] = line
        mapping[key] = _data(value_node, path, faults)
    return mapping


def _line(mark: yaml.Mark | None) -> str:
    return "file" if mark is None else f"line {mark.line + 1}, column {mark.column + 1}"
