"""What every test stands on: Hypothesis told how to search, and no skipping where none is allowed."""

import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.postgres"]

settings.register_profile("desk", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_addoption(parser):
    parser.addoption("--rewrite-transcripts", action="store_true", help="write what the engine says into transcripts")


MAY_SKIP = os.environ.get("STORYLINKS_TESTS_MAY_SKIP", "1") != "0"


def _forbid_skip(report):
    """Turn a skip into a failure that still says why; an expected failure is no skip."""
    if not MAY_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here, but this was: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return _forbid_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return _forbid_skip((yield))
