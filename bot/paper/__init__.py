"""What goes on paper: templates of our own, filled with values, set by typst in fonts of our own.

Words of people reach a page as values of JSON and never as markup: `#import`, `$` and `*` are printed as they stand.
"""

from bot.paper.press import Format, PaperJam, set_pages
from bot.paper.words import is_rtl, paragraphs, spoken

__all__ = ["Format", "PaperJam", "is_rtl", "paragraphs", "set_pages", "spoken"]
