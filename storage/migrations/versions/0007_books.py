"""The story books: what each adult wants of theirs, and what they have left out."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "books",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("shares_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["parents.id"], name=op.f("fk_books_parent_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_books")),
        sa.UniqueConstraint("parent_id", name=op.f("uq_books_parent_id")),
    )
    op.create_table(
        "left_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("home_story_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["parents.id"], name=op.f("fk_left_out_parent_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_left_out_story_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["home_story_id"], ["home_stories.id"], name=op.f("fk_left_out_home_story_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_left_out")),
    )
    op.create_index(op.f("ix_left_out_parent_id"), "left_out", ["parent_id"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("left_out")
    op.drop_table("books")
