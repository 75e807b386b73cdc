"""The picture on a school's letters."""

import sqlalchemy as sa
from alembic import op

from storage.tables import base

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "letter_pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("content", base.SealedBytes(), nullable=False),
        sa.Column("kept_by", sa.Integer(), nullable=False),
        sa.Column("kept_at", base.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kept_by"], ["staff.id"], name=op.f("fk_letter_pictures_kept_by")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_letter_pictures_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_pictures")),
        sa.UniqueConstraint("school_id", name=op.f("uq_letter_pictures_school_id")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("letter_pictures")
