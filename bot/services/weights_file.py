"""The embedding's table of words in a file: 65 MB of which a text needs a few rows, read as they are needed."""

import os
import tempfile
from pathlib import Path
from typing import Any
from weakref import finalize


def lay_in_file(folder: Path, table: Any) -> Any:
    """Write the table into a file without a name and return its rows; the table where nothing can be written.

    The file is this process's alone and gone with it, so that another version's is never read.
    """
    if not hasattr(os, "pread"):
        return table  # as on Windows
    try:
        with tempfile.TemporaryFile(dir=folder if folder.is_dir() else None) as file:
            file.write(table)
            file.flush()
            return _Rows(os.dup(file.fileno()), table.dtype, table.shape[1])
    except OSError:
        return table


class _Rows:
    """The rows of a table of single bytes. Read, not mapped: the kernel maps sixteen pages where one is touched."""

    def __init__(self, opened: int, dtype: Any, width: int) -> None:
        self._opened = opened
        self._dtype = dtype
        self._width = width
        finalize(self, os.close, opened)

    def __getitem__(self, places: Any) -> Any:
        import numpy as np  # noqa: PLC0415 - with the first text that is judged, not in a process at rest

        read = (os.pread(self._opened, self._width, place * self._width) for place in places.tolist())
        return np.frombuffer(b"".join(read), self._dtype).reshape(-1, self._width)
