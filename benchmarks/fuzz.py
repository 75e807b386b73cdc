"""Look for a text that breaks reading, the tone check or what makes texts fit, led by the code that each text reaches.

usage: python benchmarks/fuzz.py [--quick] [--seconds N]
Needs Google's atheris beside the tests' requirements (`pip install atheris`; Python 3.11 to 3.13 on Linux): it is no
requirement of ours, because it cannot be had for every system. It begins from the corpora, keeps every text that
reaches new code, and stops at the first that raises, breaks a promise or takes longer than a text may. Prints what it
did, and as its last line one JSON object; the text that broke something stands in the folder it names.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

SECONDS, QUICK_SECONDS = 3600, 30
LONGEST = 12_000  # bytes of one text
SLOWEST_S = 1.0  # of the process's own time; watching every branch makes all of it several times slower
COUNTED_EVERY = 500
CORPORA = Path(__file__).parent / "corpora"
SEED_EVERY = 25  # lines of the corpora; with all of them the time goes in reading what is known

Target = Callable[[str, int], None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="half a minute")
    parser.add_argument("--seconds", type=int, help="how long to look (default: an hour)")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    if parsed.folder:
        look(parsed.folder, parsed.seconds)
    else:
        sys.exit(watch_over(parsed.seconds or (QUICK_SECONDS if parsed.quick else SECONDS)))


def watch_over(seconds: int) -> int:
    """Let a process of its own look, because it ends without coming back; tell what it did."""
    folder = Path(tempfile.mkdtemp(prefix="storylinks-fuzz-"))
    (folder / "seeds").mkdir()
    for number, seed in enumerate(seeds()):
        (folder / "seeds" / f"{number:05}").write_bytes(seed)
    arguments = [sys.executable, __file__, "--seconds", str(seconds), "--folder", str(folder)]
    path = os.pathsep.join(filter(None, (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH"))))
    code = subprocess.run(arguments, check=False, env=os.environ | {"PYTHONPATH": path}).returncode
    counted = folder / "counted.json"
    done = json.loads(counted.read_text("utf-8")) if counted.exists() else {"texts": 0, "slowest_ms": None}
    broken = sorted(str(each) for each in folder.glob("broke-*"))
    print(json.dumps({"seconds": seconds, **done, "broken": broken, "ended_well": code == 0 and not broken}))
    return code


def seeds() -> Iterator[bytes]:
    """Yield texts to begin with, each behind the two bytes that choose what is done with it."""
    for kind, first in (("replies", 0), ("notes", 1)):
        for file in sorted((CORPORA / kind / "train").glob("*.tsv")):
            for number, line in enumerate(file.read_text("utf-8").splitlines()[::SEED_EVERY]):
                if not line.startswith("#"):
                    yield bytes((first, number % 256)) + line.rpartition("\t")[2].encode()


def look(folder: Path, seconds: int) -> None:
    """Feed texts for so long. Never comes back."""
    try:
        import atheris  # noqa: PLC0415 -- not a requirement: see above
    except ModuleNotFoundError:
        sys.exit("This needs atheris, which is not here: pip install atheris")
    with atheris.instrument_imports(include=["flows"]):
        from benchmarks.promises import TARGETS  # noqa: PLC0415 -- only what is imported here is watched
    counted = Counted(folder / "counted.json")
    for target in TARGETS:
        target("Warm up: the models are loaded by the first text that needs them.", 0)

    def timed(given: bytes) -> float:
        began = process_time()
        for_these_bytes(TARGETS, given)
        return process_time() - began

    def one(given: bytes) -> None:
        took_s = timed(given)
        # The watcher's own housekeeping falls into some turns: what is slow twice is slow.
        counted.add(took_s if took_s < SLOWEST_S else min(took_s, timed(given)))

    # What libFuzzer itself calls slow is wall time, which a busy machine stretches.
    patience = ["-timeout=300", "-report_slow_units=300"]
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-artifact_prefix={folder}/broke-", *patience]
    atheris.Setup([sys.argv[0], *options, "-verbosity=0", str(folder / "seeds")], one)
    atheris.Fuzz()


def for_these_bytes(targets: tuple[Target, ...], given: bytes) -> None:
    """Do what the first byte says with the text behind the second. Bytes that are no UTF-8 become lone surrogates."""
    if len(given) > 1:
        targets[given[0] % len(targets)](given[2:].decode("utf-8", "surrogateescape"), given[1])


class Counted:
    """How many texts were fed, and the longest that one took; kept in a file, for this process ends without a word."""

    def __init__(self, file: Path) -> None:
        self._file, self._texts, self._slowest_s = file, 0, 0.0

    def add(self, took_s: float) -> None:
        self._texts += 1
        self._slowest_s = max(self._slowest_s, took_s)
        if self._texts % COUNTED_EVERY == 0:
            done = {"texts": self._texts, "slowest_ms": round(1000 * self._slowest_s, 1)}
            self._file.write_text(json.dumps(done), "utf-8")
        if took_s > SLOWEST_S:
            raise TimeoutError(f"One text took {took_s:.1f} s of the process's time.")


if __name__ == "__main__":
    main()
