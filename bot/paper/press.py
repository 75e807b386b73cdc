"""The press: a template and its values in, a PDF out. It reads nothing but what it is handed, and no network.

Every file that a template may open is handed over in memory; the folder it stands in holds no others. Two pages are
set at a time, each in a thread: typst lets go of Python's lock while it works.
"""

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from bot.errors import StorylinksError

if TYPE_CHECKING:  # the name only: the library is 7 MB, for whoever prints
    import typst

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"
NOWHERE = str(HERE / "no-packages")
"""A folder that is not there: a template imports no package, from this machine or another."""
AT_ONCE = 2
PRESSES = ThreadPoolExecutor(AT_ONCE, "press")
PPI = 110.0

Format: TypeAlias = Literal["pdf", "png"]


class PaperJam(StorylinksError):
    """These pages could not be set."""


async def set_pages(template: str, values: Mapping[str, object], pictures: Mapping[str, bytes]) -> bytes:
    """Set a template with these values as a PDF; `pictures` by the name that a value calls them by."""
    return await asyncio.get_running_loop().run_in_executor(PRESSES, set_now, template, values, pictures)


def set_now(template: str, values: Mapping[str, object], pictures: Mapping[str, bytes], form: Format = "pdf") -> bytes:
    """Set a template here and now; of "png" the pages come as one after another in a list."""
    import typst

    handed = {
        "main.typ": f'#import "{template}.typ": sheets\n#sheets(json("values.json"))'.encode(),
        "values.json": json.dumps(values, ensure_ascii=False).encode(),
        **_templates(),
        **pictures,
    }
    try:
        return typst.compile(
            cast("str", handed),  # a mapping of files is taken too, though the types do not say so
            root=str(TEMPLATES),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format=form,
            ppi=PPI,
            package_path=NOWHERE,
            package_cache_path=NOWHERE,
        )
    except RuntimeError as error:  # typst's own error is one
        raise PaperJam(f"The template {template} could not be set.") from error


@cache
def _templates() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in TEMPLATES.iterdir() if path.suffix in {".typ", ".svg"}}


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
