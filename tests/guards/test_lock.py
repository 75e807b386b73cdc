"""The locks install the same thing everywhere: pinned, hashed, and from whichever registry is at hand."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT_TEXT = (ROOT / "pyproject.toml").read_text("utf-8")
PROJECT = tomllib.loads(PROJECT_TEXT)
LOCKS = ("requirements.lock", "requirements-dev.lock")
ENTRY = re.compile(r"[A-Za-z0-9._-]+(\[[a-z0-9,-]+\])?==[A-Za-z0-9.+!]+( ; .+?)?( --hash=sha256:[0-9a-f]{64})+")


def entries(lock):
    """Return the lock's requirements, each with its hashes on one line, without comments."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = (line.split("#")[0] for line in text.splitlines())
    return [re.sub(r"\s+", " ", line).strip() for line in lines if line.strip()]


def versions(lock):
    """Return the exact version that the lock holds for each distribution."""
    pins = (Requirement(entry.split(" --hash")[0]) for entry in entries(lock))
    return {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in pins}


def wanted(lock):
    """Return what pyproject.toml asks for and the lock must hold."""
    groups = PROJECT["dependency-groups"]
    texts = PROJECT["project"]["dependencies"] + groups["build"]
    return [Requirement(text) for text in (texts + groups["dev"] if "dev" in lock else texts)]


def distribution_of(name):
    """Return what an installed distribution requires; one made for another system requires nothing here."""
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def applies(need):
    """Return whether a requirement holds on this machine without any extra asked for."""
    return need.marker is None or need.marker.evaluate({"extra": ""})


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_one_version_with_its_hashes(lock):
    assert [entry for entry in entries(lock) if not ENTRY.fullmatch(entry)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_registry_address_stands_in_the_lock(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert [word for word in ("://", "--index", "--extra-index", "--find-links", " @ ", "www.") if word in text] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_what_the_project_asks_for(lock):
    held = versions(lock)
    assert [str(one) for one in wanted(lock) if held.get(canonicalize_name(one.name)) not in one.specifier] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_distribution_wanted_with_an_extra_is_pinned_with_it(lock):
    # An older pip looks for `coverage[toml]` by itself, finds tomorrow's version and refuses it.
    pins = {pin.name: pin.extras for pin in (Requirement(entry.split(" --hash")[0]) for entry in entries(lock))}
    required = (Requirement(text) for name in pins for text in distribution_of(name))
    bare = [str(need) for need in required if need.name in pins and need.extras - pins[need.name] and applies(need)]
    assert bare == []


def test_running_and_testing_use_the_same_versions():
    assert versions("requirements.lock").items() <= versions("requirements-dev.lock").items()


def test_the_build_backend_is_the_one_in_the_lock():
    assert PROJECT["build-system"]["requires"] == PROJECT["dependency-groups"]["build"]


def test_every_dependency_says_why_it_is_here():
    lines = re.findall(r'^ +"[^"]+==[^"]+",.*$', PROJECT_TEXT, flags=re.MULTILINE)
    assert len(lines) >= len(wanted("requirements-dev.lock"))
    assert [line for line in lines if "#" not in line and "uv==" not in line] == []
