"""A proved number that lay idle for six months is proved again."""

import sqlalchemy as sa
from alembic import op

from storage.tables import base

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("addresses", sa.Column("lapsed_at", base.UtcTime(timezone=True)))


def downgrade() -> None:
    """Take the schema back."""
    op.drop_column("addresses", "lapsed_at")
