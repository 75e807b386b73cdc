"""What a story's characters do: they may be cross, scared and stuck, when the sentence is about them."""

import re
from dataclasses import dataclass
from functools import cache

Span = tuple[int, int]
Patterns = tuple[re.Pattern[str], ...]
CLAUSE = re.compile(r"[^,;:\n.!?]+?(?=,|;|:|\.|!|\?|\n|$| and | but | then | so | because | when | while | until )")
JOIN = (
    r"(?:[ ,]*(?:and|but|then|so|because|when|while|until|as|now|today|after|finally|once|suddenly|yes|well)\b[ ,]*)*"
)
PRONOUN = re.compile(rf"{JOIN}(?:he|she|it|they|who|which|that)\b")
LINK = re.compile(JOIN)
THING = re.compile(rf"{JOIN}(?:it|they|who|which|that)\b")
VERB = re.compile(
    rf"{JOIN}(?:[a-z]+ed|[a-z]+ly|was|were|is|had|has|said|ran|flew|went|lost|blew|hid|ate|found|made|broke|threw|hit|bit|fought|stole|got|gets|became|grew|felt|took|shook|could|would|swore|could(?:nt)?|did(?:nt)?)\b"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold the patterns by which one language's stories are known."""

    subject: re.Pattern[str]
    inside: re.Pattern[str]
    told: re.Pattern[str]
    real: re.Pattern[str]


@cache
def scene(words: str, made: str, tells: str, real: str) -> Scene:
    """Make the patterns of a language's words for characters and stories."""
    who = rf"(?:{words})\b"
    before = r"(?:(?:the|a|an|his|her|their|jaydens|\w+s|that|this|one|two|three|some|poor|[a-z]+) ){0,3}?"
    return Scene(
        subject=re.compile(
            rf"{JOIN}(?:in (?:the|his|her|their|our|this|that|todays) (?:{made})\b|on page \w+|{before}{who}(?! (?:{made}|mask|picture|drawing|costume|voice|project|topic|work|today)\b))"
        ),
        inside=re.compile(
            rf"\b(?:{who}(?: [a-z]+){{0,3}}? (?:who|that|which|called|named)\b|(?:{made}) (?:[a-z]+ )?(?:about|where|in which|with|of)\b|(?:wrote|writing|writes|drew|read) about (?:a|an|the|two|three)\b)"
        ),
        told=re.compile(rf"\b(?:{tells})\b(?: [a-z{{}}]+){{0,8}}? (?:{who}|(?:{made})\b)"),
        real=re.compile(rf"\b(?:{real})\b"),
    )


def story_spans(text: str, words: dict[str, str]) -> list[Span]:
    """Return the parts of a text that only tell what a character did."""
    if not words:
        return []
    here = scene(words["words"], words["made"], words["tells"], words["real"])
    spans: list[Span] = []
    carries: tuple[re.Pattern[str], ...] = ()
    for clause in CLAUSE.finditer(text):
        if not LINK.sub("", clause[0]).strip():
            continue
        start, carries = opening(clause[0], here, carries)
        if start is not None:
            spans.append((clause.start() + start, clause.end()))
    return spans


def opening(clause: str, here: Scene, carries: Patterns) -> tuple[int | None, Patterns]:
    """Return where in a clause the story begins, if it does, and how the next clause may go on with it."""
    if here.real.search(clause):
        return None, ()
    if here.subject.match(clause):
        return 0, (PRONOUN, VERB)
    if inside := here.inside.search(clause):
        return inside.end(), (THING, VERB)
    if told := here.told.search(clause):
        return told.end(), (THING,)
    is_carried = any(pattern.match(clause) for pattern in carries)
    return (0, carries) if is_carried else (None, ())
