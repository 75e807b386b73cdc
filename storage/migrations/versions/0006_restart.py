"""When a person lets the texts to an adult begin anew."""

import sqlalchemy as sa
from alembic import op

from storage.tables import base

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("parents", sa.Column("restarted_at", base.UtcTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the schema back."""
    op.drop_column("parents", "restarted_at")
