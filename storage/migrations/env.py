"""Runs the migrations on the connection that the database hands in."""

from alembic import context

from storage.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=False,
    user_module_prefix="base.",
)
context.run_migrations()
