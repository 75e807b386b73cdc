"""The words of one language, read from its data file and made ready to look for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from flows.tone.data import table
from flows.tone.plain import bare
from flows.tone.verdict import Kind

LANGUAGES = ("en", "pl", "ur")
SET = re.compile(r"<(\w+)>")
WORD = re.compile(r"[^\W\d_]+")
ENDED = re.compile(r"([^\W\d_]{3,})\(\?:([^\W\d_]+(?:\|[^\W\d_]+)*)\)")
SHORTEST = 4  # letters of a word worth finding in two halves
NEVER = re.compile(r"(?!)")
# Two lists stand for a kind without bearing its name.
KIND_OF = {"trait": Kind.COMPARATIVE, "profane": Kind.INCIDENT, "odd": Kind.EMOJI}
SOFT = ("euphemism", "comparative", "sarcasm", "emoji", "odd")


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one list of phrases, the kind that they show, whether a colleague may release it, and whether it is sure."""

    name: str
    kind: Kind
    is_soft: bool
    pattern: re.Pattern[str]
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Hold all that is known of one language."""

    rules: tuple[Rule, ...]
    spared: re.Pattern[str]
    good: re.Pattern[str]
    plain: dict[str, re.Pattern[str]]
    note: dict[str, re.Pattern[str]]
    common: frozenset[str]
    vocabulary: frozenset[str]
    scene: dict[str, str]

    def is_known(self, word: str) -> bool:
        """Say whether a word is one of the good ones."""
        return self.good.fullmatch(word) is not None


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language of LANGUAGES."""
    words = table(language)
    sets = words["sets"]
    held = words["held"]
    rules = [rule(name, phrases, sets) for name, phrases in held.items()]
    rules += [replace(rule(name, phrases, sets), is_sure=True) for name, phrases in words.get("always", {}).items()]
    return Lexicon(
        rules=tuple(rules),
        spared=phrases_of(words.get("spared", {}).get("phrases", ()), sets),
        good=phrases_of(words["good"]["words"], sets),
        plain={name: phrases_of(phrases, sets) for name, phrases in words["plain"].items()},
        note={name: phrases_of(phrases, sets) for name, phrases in words["note"].items()},
        common=frozenset(bare(words["common"]["words"]).split()),
        vocabulary=vocabulary(words),
        scene={name: spelled(text, sets) for name, text in words.get("character", {}).items()},
    )


def rule(name: str, phrases: Iterable[str], sets: dict[str, str]) -> Rule:
    """Make one list of phrases ready."""
    return Rule(name, KIND_OF.get(name) or Kind(name), name in SOFT, phrases_of(phrases, sets))


def phrases_of(phrases: Iterable[str], sets: dict[str, str]) -> re.Pattern[str]:
    """Return one pattern that finds any of the phrases as whole words."""
    spellings = [spelled(phrase, sets) for phrase in phrases]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spellings)})(?![^\W_])") if spellings else NEVER


def spelled(phrase: str, sets: dict[str, str]) -> str:
    """Write out the sets and the short signs of a phrase."""
    while SET.search(phrase):
        phrase = SET.sub(lambda match: f"(?:{sets[match[1]]})", phrase)
    phrase = bare(phrase).replace(" .. ", r"(?:[ ,]+[\w{}]+){0,4}?[ ,]+").replace("(?:.. )?", r"(?:[\w{}]+[ ,]+){0,4}?")
    phrase = phrase.replace(" ?", "[ ,]?").replace("~", r"\w*")
    return re.sub(r"(?<![\[,]) (?!,)", "[ ,]+", phrase)


def vocabulary(words: dict[str, Any]) -> frozenset[str]:
    """Return the plain words of the held lists, for finding them misspelled or cut in two."""
    told = " ".join([*words["sets"].values(), *(phrase for phrases in words["held"].values() for phrase in phrases)])
    ended = {stem + ending for stem, endings in ENDED.findall(told) for ending in endings.split("|")}
    found = ended | {word for word in WORD.findall(told) if len(word) >= SHORTEST}
    return frozenset(found - set(words["common"]["words"].split()))
