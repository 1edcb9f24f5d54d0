"""Reading framework files. Either a framework, or every reason why not."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from scoring.checks import framework_faults
from scoring.errors import Fault, FrameworkInvalid
from scoring.framework import Framework
from scoring.schema_faults import schema_faults
from scoring.strict_yaml import MAX_BYTES, read_yaml

__all__ = ["load_framework", "parse_framework"]


def load_framework(path: Path | str) -> Framework:
    """The framework in a YAML file; raises `FrameworkInvalid` with every fault and its path."""
    try:
        with Path(path).open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        fault = Fault("file", "The file cannot be opened: {problem}.", problem=error.strerror or "?")
        raise FrameworkInvalid([fault]) from error
    return parse_framework(raw)


def parse_framework(raw: bytes) -> Framework:
    """The framework that the bytes of a YAML file hold; raises `FrameworkInvalid` as `load_framework` does."""
    data, faults = read_yaml(raw)
    if data is None:
        raise FrameworkInvalid(faults or [Fault("file", "The file is empty.")])
    try:
        framework = Framework.model_validate(data)
    except ValidationError as error:
        raise FrameworkInvalid(faults + schema_faults(error, data) + framework_faults(data)) from error
    faults += framework_faults(data)
    if faults:
        raise FrameworkInvalid(faults)
    return framework
