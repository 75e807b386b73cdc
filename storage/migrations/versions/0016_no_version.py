"""A reply is read inside its turn, so nothing asks any more which version of a talk it was read against.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.drop_column("parents", "version")


def downgrade() -> None:
    """Take the schema back."""
    op.add_column("parents", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
