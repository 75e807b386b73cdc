"""Story sparks read aloud by staff."""

import sqlalchemy as sa
from alembic import op

from storage.tables import base

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "recordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("content_type", sa.String(length=80), nullable=False),
        sa.Column("content", base.SealedBytes(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", base.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_recordings_recorded_by")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_recordings_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recordings")),
        sa.UniqueConstraint("school_id", "week", "language", name=op.f("uq_recordings_school_id")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("recordings")
