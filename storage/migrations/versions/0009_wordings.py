"""A school's own words for automatic texts."""

import sqlalchemy as sa
from alembic import op

from storage.tables import base

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "wordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("made_from", base.Sealed(), nullable=False),
        sa.Column("words", base.Sealed(), nullable=False),
        sa.Column("checked_by", base.Sealed(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", base.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_wordings_school_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_wordings_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordings")),
        sa.UniqueConstraint("school_id", "text_id", "language", name=op.f("uq_wordings_school_id")),
    )
    op.add_column("schools", sa.Column("wordings_version", sa.String(length=16), nullable=False, server_default=""))


def downgrade() -> None:
    """Take the schema back."""
    op.drop_column("schools", "wordings_version")
    op.drop_table("wordings")
