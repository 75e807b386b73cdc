"""Every setting has its line in the README, with its default and what it is for."""

import re
from pathlib import Path

from bot.config import PREFIX, Settings

README = Path(__file__).parents[2] / "README.md"
ROW = re.compile(r"^\| `(STORYLINKS_\w+)` \|\s*(.*?)\s*\| (.*) \|$", re.MULTILINE)


def test_the_readme_lists_every_setting_as_it_is():
    written = {name: (default.strip("` "), words) for name, default, words in ROW.findall(README.read_text())}
    real = {
        f"{PREFIX}{name.upper()}": (str(field.default), field.description)
        for name, field in Settings.model_fields.items()
    }
    assert written == real
