"""Alembic's way in: it is handed an open connection by survey.schema and runs in that."""

from alembic import context

from survey.app import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
