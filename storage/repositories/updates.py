"""Which updates were dealt with."""

from __future__ import annotations

from sqlmodel import col, delete, func, select

from storage.repositories.base import Repository
from storage.tables import ProcessedUpdateTable, TroubledUpdateTable

__all__ = ["UpdateRepository"]


class UpdateRepository(Repository):
    async def first_time(self, update_id: int) -> bool:
        return await self._insert_once(ProcessedUpdateTable, update_id=update_id)

    async def failed(self, update_id: int, error: str) -> int:
        statement = self._insert(TroubledUpdateTable).values(update_id=update_id, attempts=1, error=error)
        await self._run(
            statement.on_conflict_do_update(
                index_elements=["update_id"],
                set_={"attempts": TroubledUpdateTable.attempts + 1, "error": error},
            )
        )
        found = select(TroubledUpdateTable.attempts).where(TroubledUpdateTable.update_id == update_id)
        return (await self._session.exec(found)).one()

    async def forget_old(self, keep: int) -> None:
        highest = (await self._session.exec(select(func.max(ProcessedUpdateTable.update_id)))).one()
        if highest is not None:
            for table in (ProcessedUpdateTable, TroubledUpdateTable):
                await self._session.exec(delete(table).where(col(table.update_id) < highest - keep))
