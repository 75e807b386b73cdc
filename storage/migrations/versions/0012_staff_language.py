"""The language in which a member of staff reads the pages, once they have chosen one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(length=12), nullable=True))


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_column("language")
