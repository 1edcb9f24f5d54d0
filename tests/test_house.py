"""The house keeps its shape: imports go down, each vendor in its room, one commit, tests beside their source."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "surveys", "scoring", "storage")
STORAGE = ("storage",)

FENCES: dict[str, tuple[str, ...]] = {
    "aiogram": ("bot.inbound", "bot.standin"),
    "telegram": ("bot.outbound",),
    "httpx": ("bot.outbound",),
    "apscheduler": ("bot.schedule",),
    "sqlmodel": STORAGE,
    "sqlalchemy": STORAGE,
    "alembic": STORAGE,
    "aiohttp": ("bot.standin",),
    "babel": ("bot.i18n",),
    "resvg_py": ("bot.render",),
    "defusedxml": ("surveys.xlsform",),
    "elementpath": ("surveys.expressions",),
    "openpyxl": ("surveys.xlsform", "bot.province.sheets"),
    "pyxform": ("surveys.xlsform",),
    "numpy": (
        "bot.app.recount_columns",
        "scoring.float_ranks",
        "scoring.resample",
        "scoring.sensitivity",
        "scoring.uncertainty",
        "scoring.variant",
    ),
    "yaml": ("scoring.strict_yaml",),
    "pydantic_settings": ("bot.settings",),
}
"""Vendor → the rooms that import it, and no other. Drivers of databases have none: the URL names them."""

KNOWN = {*sys.stdlib_module_names, *FENCES, *PACKAGES, "pydantic", "pydantic_core"}
"""Everything the sources may import; a new dependency gets a fence first."""

WHOLE = {
    "bot/standin/test_libraries.py",
    "bot/inbound/test_every_form.py",
    "bot/test_conversation.py",
    "bot/test_conversation_browser.py",
    "bot/test_crash.py",
    "locales/test_catalogues.py",
    "locales/test_msgids.py",
    "scoring/audit/test_real_tables.py",
    "storage/test_secrecy.py",
    "scoring/test_examples.py",
    "scoring/test_package.py",
    "test_house.py",
    "test_person.py",
}
"""Tests of a whole room, of data, or of the tests' own tools, and not of one module."""


@cache
def sources() -> dict[str, Path]:
    """Module name → file, of everything that is shipped as Python (migrations are records, not code)."""
    files = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in files
        if "migrations" not in path.parts
    }


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file names in an import, wherever in the file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


def lies_in(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def test_there_are_sources_to_look_at() -> None:
    assert {"bot.inbound.poller", "surveys.engine", "scoring.index", "storage.store"} <= set(sources())


@pytest.mark.parametrize("vendor", FENCES)
def test_a_vendor_stays_in_its_room(vendor: str) -> None:
    users = [
        module
        for module, path in sources().items()
        if any(name.partition(".")[0] == vendor for name in imports(path))
    ]
    assert [module for module in users if not any(lies_in(module, room) for room in FENCES[vendor])] == []
    empty = [room for room in FENCES[vendor] if not any(lies_in(module, room) for module in users)]
    assert empty == [], "a room that is gone, or does without the vendor by now, needs no door"


def test_every_dependency_has_a_fence() -> None:
    unknown = {
        f"{module} imports {name}"
        for module, path in sources().items()
        for name in imports(path)
        if name.partition(".")[0] not in KNOWN
    }
    assert unknown == set()


def test_nothing_is_imported_by_name_at_run_time() -> None:
    """A fence would not see it."""
    assert [module for module, path in sources().items() if "import_module" in path.read_text("utf-8")] == []


def test_the_import_contracts_are_kept() -> None:
    command = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    ran = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout


def test_one_place_commits() -> None:
    commits = [
        module
        for module, path in sources().items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "commit" and not lies_in(module, "bot.standin")
    ]
    assert commits == ["storage.store"]


def test_no_except_catches_everything_without_a_name() -> None:
    bare = [
        f"{module}:{node.lineno}"
        for module, path in sources().items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert bare == []


def test_the_questionnaires_and_the_points_know_no_clock_and_no_chance() -> None:
    """`surveys` and `scoring` get the moment and the seed as arguments."""
    strays = {
        f"{module} uses {name}"
        for module, path in sources().items()
        if module.partition(".")[0] in {"surveys", "scoring"}
        for name in imports(path)
        if name.partition(".")[0] in {"time", "random", "secrets", "asyncio", "os", "socket", "uuid"}
    }
    assert strays == set()
    clocks = re.compile(r"\b(datetime|date)\.(now|today|utcnow)\(")
    pure = [path for module, path in sources().items() if module.partition(".")[0] in {"surveys", "scoring"}]
    assert [str(path) for path in pure if clocks.search(path.read_text("utf-8"))] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        module
        for module, path in sources().items()
        if not ast.get_docstring(tree(path)) and path.read_text("utf-8").strip()
    ]
    assert silent == []


def test_a_module_that_lists_what_it_offers_offers_it() -> None:
    """`__all__` of every module, read without importing it: each name is bound in the module."""
    for module, path in sources().items():
        bound: set[str] = set()
        listed: list[str] = []
        for node in tree(path).body:
            match node:
                case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                    listed = ast.literal_eval(value)
                case ast.Assign(targets=targets):
                    names = [name for target in targets for name in ast.walk(target)]
                    bound |= {name.id for name in names if isinstance(name, ast.Name)}
                case ast.AnnAssign(target=ast.Name(id=name)):
                    bound.add(name)
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    bound.add(name)
                case ast.ImportFrom(names=aliases) | ast.Import(names=aliases):
                    bound |= {alias.asname or alias.name for alias in aliases}
        assert set(listed) <= bound, f"{module}: {set(listed) - bound}"
        assert len(listed) == len(set(listed)), module


# --- the tests


def all_tests() -> list[Path]:
    return sorted((ROOT / "tests").rglob("test_*.py"))


def test_tests_mirror_the_sources() -> None:
    """`tests/bot/inbound/test_poller.py` tests `bot/inbound/poller.py`; a suffix splits a large one."""
    strays = []
    for path in all_tests():
        place = path.relative_to(ROOT / "tests")
        beside = {source.stem for source in (ROOT / place.parent).glob("*.py")} | {
            folder.name for folder in (ROOT / place.parent).glob("*") if folder.is_dir()
        }
        called = path.stem.removeprefix("test_")
        named = any(called == name or called.startswith(f"{name}_") for name in beside)
        if place.as_posix() not in WHOLE and not named:
            strays.append(place.as_posix())
    assert strays == []


def test_tests_replace_nothing_by_a_mock() -> None:
    users = [path.name for path in all_tests() if any(name.startswith("unittest.mock") for name in imports(path))]
    assert users == []
    patched = re.compile(r"monkeypatch\.setattr|mock\.patch")
    assert [p.name for p in all_tests() if p != Path(__file__) and patched.search(p.read_text("utf-8"))] == []


def test_test_folders_hold_tests() -> None:
    empty = [
        folder.relative_to(ROOT).as_posix()
        for folder in (ROOT / "tests").rglob("*")
        if folder.is_dir() and folder.name not in {"__pycache__", "golden"} and not list(folder.rglob("test_*.py"))
    ]
    assert [name for name in empty if "__pycache__" not in name] == []
