"""What storage can say when it cannot keep or find a fact.

StorageError
├── DatabaseAway    locked, full, unreachable: nothing was written, try again
├── AlreadyKnown    a unique fact is there already
├── Missing         no such row
└── NotOurs         this database belongs to another mode (demo or real)
"""


class StorageError(Exception):
    """A fact could not be kept or found."""

    def __init__(self, sentence: str | None = None) -> None:
        """Keep the sentence; the class's own first line is the default."""
        super().__init__(sentence or (self.__doc__ or "").partition("\n")[0])


class DatabaseAway(StorageError):
    """The database is not answering; nothing was written."""


class AlreadyKnown(StorageError):
    """This is already on record."""


class Missing(StorageError):
    """There is no such record."""


class NotOurs(StorageError):
    """This database belongs to another installation or mode."""
