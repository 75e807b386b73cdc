"""The day from which a closed school took a story time, so that it finds back."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("sessions", sa.Column("was_on", sa.Date()))


def downgrade() -> None:
    """Take the schema back."""
    op.drop_column("sessions", "was_on")
