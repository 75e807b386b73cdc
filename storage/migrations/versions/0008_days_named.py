"""The days of story times that a text told of."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("outbox", sa.Column("names_days", sa.String(60), nullable=False, server_default=""))


def downgrade() -> None:
    """Take the schema back."""
    op.drop_column("outbox", "names_days")
