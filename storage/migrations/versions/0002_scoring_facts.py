"""facts about units, counts that may be shown, invitations that are each worth a paper"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit_facts",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["assessment_round.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("round_id", "unit_id"),
    )
    op.add_column("cell", sa.Column("released", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("campaign", sa.Column("per_ticket", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("campaign", "per_ticket")
    op.drop_column("cell", "released")
    op.drop_table("unit_facts")
