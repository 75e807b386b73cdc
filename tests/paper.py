"""What stands in a PDF: its pages, their words, its fonts."""

import io
import unicodedata

from pypdf import PdfReader

SCRIPTS_SHAPED = "NFKC"
"""Arabic letters may come out in the shape they have in their word; this makes them plain letters again."""


class Paper:
    """A PDF as a reader sees it."""

    def __init__(self, pdf):
        self.reader = PdfReader(io.BytesIO(pdf))
        self.pages = [_words(page.extract_text()) for page in self.reader.pages]
        self.words = " ".join(self.pages)

    @property
    def fonts(self):
        """Return the fonts that are embedded, by name, and fail on one that is not."""
        found = {}
        for page in self.reader.pages:
            for font in page["/Resources"].get("/Font", {}).values():
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                described = inner["/FontDescriptor"].get_object()
                found[inner["/BaseFont"].partition("+")[2]] = "/FontFile2" in described or "/FontFile3" in described
        assert all(found.values())
        return set(found)

    def sizes(self):
        """Return the sizes of the pages in whole millimetres."""
        return {
            (round(page.mediabox.width * 25.4 / 72), round(page.mediabox.height * 25.4 / 72))
            for page in self.reader.pages
        }

    def pictures(self):
        return [image for page in self.reader.pages for image in page.images]


def _words(text):
    plain = unicodedata.normalize(SCRIPTS_SHAPED, text)
    return " ".join(plain.split())
