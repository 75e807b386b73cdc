"""Who opened a file, and when: it counts for the book only then."""

import sqlalchemy as sa
from alembic import op

from storage.tables import base

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.add_column(sa.Column("opened_at", base.UtcTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("opened_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_media_opened_by"), "staff", ["opened_by"], ["id"])


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_media_opened_by"), type_="foreignkey")
        batch_op.drop_column("opened_by")
        batch_op.drop_column("opened_at")
