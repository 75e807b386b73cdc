"""One transaction's view of the facts."""

from functools import cached_property
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session


class UnitOfWork:
    """Everything written through this is kept together or not at all.

    `connection` is for statements on the hot paths (and is what durable work is enqueued on), `orm` for the rest.
    """

    def __init__(self, connection: Connection) -> None:
        """Work inside the transaction that this connection is in."""
        self.connection = connection

    @cached_property
    def cursor(self) -> Any:
        """Return the driver's own cursor in this transaction, for `storage.prepared` alone."""
        return self.connection.connection.cursor()

    @cached_property
    def orm(self) -> Session:
        """Return the session that maps rows to objects, opened at first use."""
        return Session(self.connection, autoflush=True, expire_on_commit=False, join_transaction_mode="rollback_only")

    def finish(self) -> None:
        """Write what the objects hold, and let them go."""
        if "orm" in self.__dict__:
            self.orm.flush()

    def release(self) -> None:
        """Let the objects go without writing."""
        if "orm" in self.__dict__:
            self.orm.close()
