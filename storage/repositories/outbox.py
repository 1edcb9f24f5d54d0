"""The outbox: planned once, then claim → lease → send → mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import col, delete, select, update

from bot.app.entities import Delivery, OutboxRow
from storage.repositories.base import Repository
from storage.repositories.mapping import stored_id
from storage.tables import LaneHoldTable, OutboxTable, PersonTable

__all__ = ["OutboxRepository"]


class OutboxRepository(Repository):
    async def plan(
        self, key: str, chat_id: int, kind: str, params: Mapping[str, str], not_before: datetime
    ) -> bool:
        return await self._insert_once(
            OutboxTable,
            key=key,
            chat_id=chat_id,
            kind=kind,
            params=dict(params),
            not_before=not_before,
            state=Delivery.PLANNED,
            attempts=0,
            error="",
        )

    async def claim(self, now: datetime, lease: timedelta, limit: int) -> Sequence[OutboxRow]:
        due = (
            select(OutboxTable.id)
            .where(OutboxTable.state == Delivery.PLANNED, OutboxTable.not_before <= now)
            .order_by(col(OutboxTable.not_before), col(OutboxTable.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        claimed = await self._session.exec(
            update(OutboxTable)
            .where(col(OutboxTable.id).in_(due.scalar_subquery()))
            .values(state=Delivery.CLAIMED, lease_until=now + lease, attempts=OutboxTable.attempts + 1)
            .returning(col(OutboxTable.id))
        )
        ids = claimed.scalars().all()
        found = (
            select(OutboxTable, PersonTable)
            .outerjoin(PersonTable, col(PersonTable.telegram_id) == OutboxTable.chat_id)
            .where(col(OutboxTable.id).in_(ids))
            .order_by(col(OutboxTable.not_before), col(OutboxTable.id))
        )
        return [
            OutboxRow(
                stored_id(row.id),
                row.key,
                row.chat_id,
                person.language if person else None,
                row.kind,
                row.params,
                row.attempts,
            )
            for row, person in (await self._session.exec(found)).all()
        ]

    async def begin_sending(self, row: OutboxRow) -> bool:
        result = await self._session.exec(
            update(OutboxTable)
            .where(
                col(OutboxTable.id) == row.id,
                col(OutboxTable.state) == Delivery.CLAIMED,
                col(OutboxTable.attempts) == row.attempts,
            )
            .values(state=Delivery.SENDING)
        )
        return result.rowcount == 1

    async def mark(self, row_id: int, fate: Delivery, error: str = "") -> None:
        await self._session.exec(
            update(OutboxTable).where(col(OutboxTable.id) == row_id).values(state=fate, error=error)
        )

    async def postpone(self, row_id: int, until: datetime) -> None:
        await self._session.exec(
            update(OutboxTable)
            .where(col(OutboxTable.id) == row_id)
            .values(state=Delivery.PLANNED, not_before=until, lease_until=None)
        )

    async def reap(self, now: datetime) -> tuple[int, int]:
        counts = []
        for before, after in ((Delivery.CLAIMED, Delivery.PLANNED), (Delivery.SENDING, Delivery.UNKNOWN)):
            result = await self._session.exec(
                update(OutboxTable)
                .where(col(OutboxTable.state) == before, col(OutboxTable.lease_until) <= now)
                .values(state=after, lease_until=None)
            )
            counts.append(result.rowcount)
        return counts[0], counts[1]

    async def forget(self, keys: Sequence[str]) -> None:
        if keys:
            await self._session.exec(delete(OutboxTable).where(col(OutboxTable.key).in_(keys)))

    async def hold_until(self) -> datetime | None:
        row = await self._session.get(LaneHoldTable, 1)
        return row.hold_until if row else None

    async def hold(self, until: datetime) -> None:
        statement = self._insert(LaneHoldTable).values(id=1, hold_until=until)
        await self._run(
            statement.on_conflict_do_update(
                index_elements=["id"],
                set_={"hold_until": until},
                where=col(LaneHoldTable.hold_until) < until,
            )
        )
