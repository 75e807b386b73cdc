"""The school year: terms, quiet days, where a closed day came from, and rhythms of programme and family."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

RHYTHM = (
    ("ask_days_before", sa.Integer),
    ("ask_at", sa.Time),
    ("hello_at", sa.Time),
    ("thanks_at", sa.Time),
    ("spark_after", sa.Integer),
    ("spark_at", sa.Time),
    ("saturday_at", sa.Time),
)


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_terms_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
    )
    op.create_index(op.f("ix_terms_school_id"), "terms", ["school_id"])
    op.create_table(
        "marked_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("origin", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_marked_days_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marked_days")),
        sa.UniqueConstraint("school_id", "on_date", "kind", name=op.f("uq_marked_days_school_id")),
    )
    op.add_column("closed_days", sa.Column("origin", sa.String(length=80), nullable=False, server_default=""))
    op.add_column("schools", sa.Column("nation", sa.String(length=3), nullable=False, server_default=""))
    op.add_column("families", sa.Column("saturday_spark", sa.Boolean(), nullable=True))
    for table in ("programmes", "families"):
        for name, kind in RHYTHM:
            op.add_column(table, sa.Column(name, kind(), nullable=True))


def downgrade() -> None:
    """Take the schema back."""
    for table in ("programmes", "families"):
        for name, _kind in RHYTHM:
            op.drop_column(table, name)
    op.drop_column("families", "saturday_spark")
    op.drop_column("schools", "nation")
    op.drop_column("closed_days", "origin")
    op.drop_table("marked_days")
    op.drop_table("terms")
