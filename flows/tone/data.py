"""The word lists: immutable files shipped inside this package."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return words/<name>.toml."""
    return tomllib.loads((files(__package__) / "words" / f"{name}.toml").read_text("utf-8"))
