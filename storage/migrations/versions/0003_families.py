"""Different families: a checked carer, how a session was held, and a spark a month afterwards."""

import sqlalchemy as sa
from alembic import op

from storage.tables import base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("parents", sa.Column("carer_checked_at", base.UtcTime(timezone=True), nullable=True))
    op.add_column("parents", sa.Column("monthly_at", base.UtcTime(timezone=True), nullable=True))
    op.add_column("schools", sa.Column("offers_monthly", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("sessions", sa.Column("was_by_phone", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("sessions", sa.Column("came_with", base.Sealed(), nullable=True))


def downgrade() -> None:
    """Take the schema back."""
    op.drop_column("sessions", "came_with")
    op.drop_column("sessions", "was_by_phone")
    op.drop_column("schools", "offers_monthly")
    op.drop_column("parents", "monthly_at")
    op.drop_column("parents", "carer_checked_at")
