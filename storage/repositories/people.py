"""Persons, their language and their roles."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, select, update

from bot.app.entities import Person, Role, RoleKind, Unit
from storage.repositories.base import Repository
from storage.repositories.mapping import to_person, to_unit
from storage.tables import AccessCodeTable, PersonTable, ProvinceTable, RoleTable, UnitTable

__all__ = ["PeopleRepository"]


class PeopleRepository(Repository):
    async def get(self, telegram_id: int) -> Person | None:
        row = await self._session.get(PersonTable, telegram_id)
        return to_person(row) if row else None

    async def keep_language(self, telegram_id: int, language: str) -> None:
        statement = self._insert(PersonTable).values(telegram_id=telegram_id, language=language, blocked=False)
        await self._run(
            statement.on_conflict_do_update(index_elements=["telegram_id"], set_={"language": language})
        )

    async def set_blocked(self, telegram_id: int, *, blocked: bool) -> None:
        await self._session.exec(
            update(PersonTable).where(col(PersonTable.telegram_id) == telegram_id).values(blocked=blocked)
        )

    async def roles(self, telegram_id: int) -> Sequence[Role]:
        return await self._roles(RoleTable.telegram_id == telegram_id)

    async def coordinators(self, province_id: int) -> Sequence[Person]:
        return await self._holders(
            AccessCodeTable.province_id == province_id, AccessCodeTable.kind == RoleKind.COORDINATOR
        )

    async def officials(self, unit: Unit) -> Sequence[Person]:
        return await self._holders(AccessCodeTable.unit_id == unit.id)

    async def add_code(self, code_hash: str, kind: RoleKind, province_id: int, unit: Unit | None) -> None:
        unit_id = unit.id if unit else None
        self._session.add(AccessCodeTable(code_hash=code_hash, kind=kind, province_id=province_id, unit_id=unit_id))
        await self._session.flush()

    async def redeem(self, code_hash: str, telegram_id: int) -> Role | None:
        if await self._session.get(AccessCodeTable, code_hash) is None:
            return None
        await self._insert_once(RoleTable, code_hash=code_hash, telegram_id=telegram_id)
        given = await self._roles(RoleTable.code_hash == code_hash, RoleTable.telegram_id == telegram_id)
        return next(iter(given), None)

    async def _roles(self, *where: ColumnElement[bool] | bool) -> list[Role]:
        found = (
            select(AccessCodeTable, ProvinceTable, UnitTable)
            .join(RoleTable, col(RoleTable.code_hash) == AccessCodeTable.code_hash)
            .join(ProvinceTable, col(ProvinceTable.id) == AccessCodeTable.province_id)
            .join(UnitTable, col(UnitTable.id) == AccessCodeTable.unit_id, isouter=True)
            .where(*where)
            .order_by(ProvinceTable.code, col(UnitTable.code))
        )
        return [_role(*row) for row in (await self._session.exec(found)).all()]

    async def _holders(self, *where: ColumnElement[bool] | bool) -> list[Person]:
        """The persons to whom codes like this gave a role, each once."""
        found = (
            select(PersonTable)
            .join(RoleTable, col(RoleTable.telegram_id) == PersonTable.telegram_id)
            .join(AccessCodeTable, col(AccessCodeTable.code_hash) == RoleTable.code_hash)
            .where(*where)
            .distinct()
            .order_by(col(PersonTable.telegram_id))
        )
        return [to_person(row) for row in (await self._session.exec(found)).all()]


def _role(code: AccessCodeTable, province: ProvinceTable, unit: UnitTable | None) -> Role:
    return Role(RoleKind(code.kind), code.province_id, province.name, to_unit(unit) if unit else None)
