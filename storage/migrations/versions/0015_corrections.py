"""What staff say that a message means, and which message an answer about coming was given in."""

import sqlalchemy as sa
from alembic import op

from storage.tables import base

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("inbound_id", sa.Integer(), nullable=False),
        sa.Column("labels", base.Sealed(), nullable=False),
        sa.Column("said_by", sa.Integer(), nullable=False),
        sa.Column("said_at", base.UtcTime(timezone=True), nullable=False),
        sa.Column("was", base.Sealed(), nullable=False),
        sa.Column("context", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("heard", base.Sealed(), nullable=False),
        sa.Column("words", base.Sealed(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inbound_id"], ["inbound.id"], name=op.f("fk_corrections_inbound_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["parents.id"], name=op.f("fk_corrections_parent_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["said_by"], ["staff.id"], name=op.f("fk_corrections_said_by")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_corrections_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("inbound_id", name=op.f("uq_corrections_inbound_id")),
    )
    op.create_index(op.f("ix_corrections_parent_id"), "corrections", ["parent_id"])
    with op.batch_alter_table("rsvps") as batch:
        batch.add_column(sa.Column("inbound_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_rsvps_inbound_id"), "inbound", ["inbound_id"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("rsvps") as batch:
        batch.drop_constraint(op.f("fk_rsvps_inbound_id"), type_="foreignkey")
        batch.drop_column("inbound_id")
    op.drop_table("corrections")
