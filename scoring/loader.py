"""Reading framework files. Either a framework, or every reason why not."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from scoring.checks import framework_faults
from scoring.errors import FrameworkInvalid
from scoring.framework import Framework
from scoring.legible import legible_framework
from scoring.opening import first_bytes
from scoring.schema_faults import schema_faults
from scoring.strict_yaml import MAX_BYTES, read_yaml

__all__ = ["load_framework", "parse_framework"]


def load_framework(path: Path | str) -> Framework:
    """The framework in a YAML file; raises `FrameworkInvalid` with every fault and its path."""
    return parse_framework(first_bytes(path, MAX_BYTES, FrameworkInvalid))


def parse_framework(raw: bytes) -> Framework:
    """The framework that the bytes of a YAML file hold; raises `FrameworkInvalid` as `load_framework` does."""
    data, faults = read_yaml(raw)
    if data is None:
        raise FrameworkInvalid(faults)
    sure = not faults  # of a key given twice nobody knows which is meant
    framework = None
    try:
        framework = Framework.model_validate(data)
    except ValidationError as error:
        faults += schema_faults(error, data)
    faults += framework_faults(data)
    if framework is None or faults:
        raise FrameworkInvalid(faults, legible_framework(data) if sure else None)
    return framework
