"""The check for the command line: one line of JSON in, one out; or a few lines for a person."""

import json

from flows.tone import Kind, Purpose, Verdict, check

LABELS = ("id", "label", "kind", "words")


def tone_line(line: str, purpose: Purpose = Purpose.OTHER) -> str:
    """Return the answer to one line of `storylinks tone --jsonl`, whatever the line holds."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        return answer(None, Verdict(check("").decision, Kind.IMPLICIT))
    language = asked.get("lang") or "en"
    return answer(asked.get("id"), check(str(asked.get("text") or ""), purpose, str(language)))


def answer(identity: object, verdict: Verdict) -> str:
    """Return one line of JSON in plain ASCII, so that no letter can break the stream."""
    values = (identity, verdict.decision.value, verdict.kind, list(verdict.words))
    return json.dumps(dict(zip(LABELS, values, strict=True)))


def explain(verdict: Verdict) -> str:
    """Return the verdict for a person: what, why, which words, and a way out."""
    if not verdict.is_held:
        return "allow: this may go."
    lines = [f"hold ({verdict.kind}): {verdict.message}"]
    if verdict.words:
        lines.append("words: " + "; ".join(verdict.words))
    if verdict.suggestion:
        lines.append(f"try: {verdict.suggestion}")
    return "\n".join(lines)
