"""`parbot demo`: a province in a box on this machine, with a stand-in of Telegram and nothing sent anywhere."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from bot.app.entities import RoleKind
from bot.compose import Services, Worker, open_services
from bot.i18n import Translator
from bot.province import read_province
from bot.settings import Settings

__all__ = ["DEMO_FOLDER", "run_demo"]

DEMO_FOLDER = Path("var/demo")
EXAMPLES = Path(__file__).parent.parent / "examples"
PROVINCES = ("hai_duong_2019", "thanh_hoa_2020")

SAMPLED = "citizen"
SAMPLE_BALLOTS = 14
"""Illustrative ballots per district. Survey points are shown in batches of five while five are held back: five are
shown at once, and the visitor's own paper, the fifteenth, brings five more."""

SEED = 2019


@dataclass(frozen=True)
class Visitor:
    """Someone to be in the chat page; Telegram ids beyond 32 bits, as real ones are."""

    id: int
    name: str


CITIZEN = Visitor(7_000_000_101, "Nguyễn Thị Dân")
OFFICIAL = Visitor(7_000_000_102, "Cán bộ Thanh Hà")
DEPARTMENT = Visitor(7_000_000_103, "Cán bộ Sở Tư pháp Thanh Hóa")
COORDINATOR = Visitor(7_000_000_104, "Điều phối viên Hải Dương")


async def run_demo(settings: Settings, t: Translator, port: int, *, fresh: bool, stop: asyncio.Event) -> None:
    """Until `stop` is set. Everything is kept in `var/demo` unless `fresh` asks to begin anew."""
    from bot.standin import DEFAULT_TOKEN, StandIn, serve

    if fresh and DEMO_FOLDER.exists():
        shutil.rmtree(DEMO_FOLDER)
    if "database_url" not in settings.model_fields_set:
        url = f"sqlite+aiosqlite:///{DEMO_FOLDER}/parbot.sqlite3"
        settings = settings.model_copy(update={"database_url": url})
    async with (
        open_services(settings, quiet=None, lots=Random(SEED)) as services,
        serve(StandIn(keep=DEMO_FOLDER / "telegram"), port=port) as url,
    ):
        await _load(services, t)
        worker = Worker(settings.model_copy(update={"api_base": url}), services, DEFAULT_TOKEN)
        await _introduce(services, t, url)
        await worker.run_until(stop)


async def _load(services: Services, t: Translator) -> None:
    for name in PROVINCES:
        package = read_province(EXAMPLES / name)
        changes = await services.loader.load(package)
        added = await services.sampler.add(package.code, SAMPLED, SAMPLE_BALLOTS, Random(SEED))
        await services.releasing.run()
        if changes:
            print(t("Loaded: {name}", name=package.name[t.language]))
        if added:
            print(
                t.many(
                    "{n} illustrative ballot drawn by chance.", "{n} illustrative ballots drawn by chance.", added
                )
            )


async def _introduce(services: Services, t: Translator, url: str) -> None:
    access = services.access
    (ticket,) = await access.tickets("hai_duong", "citizen", per_unit=1, units=("thanh_ha",))
    district = await access.role_code("hai_duong", RoleKind.OFFICIAL, "thanh_ha")
    department = await access.role_code("thanh_hoa", RoleKind.OFFICIAL, "so_tu_phap")
    coordinator = await access.role_code("hai_duong", RoleKind.COORDINATOR)
    print()
    print(t("The chat page is at {url}/ – everything stays on this machine. Try:", url=url))
    for number, (sentence, visitor, code) in enumerate(
        (
            (t("A citizen fills in a paper about huyện Thanh Hà"), CITIZEN, ticket.code),
            (t("An official of huyện Thanh Hà asks /diem and /han"), OFFICIAL, district.code),
            (t("An official of Sở Tư pháp, Thanh Hóa, asks /diem (published)"), DEPARTMENT, department.code),
            (t("A coordinator of Hải Dương gets a reminder of the next deadline"), COORDINATOR, coordinator.code),
        ),
        1,
    ):
        query = urlencode({"user": visitor.id, "name": visitor.name, "lang": t.language, "start": code})
        print(f"  {number}. {sentence}:\n     {url}/chat?{query}")
    print(t("Press Ctrl-C to stop. Everything is kept; `parbot demo --fresh` begins anew."), flush=True)
