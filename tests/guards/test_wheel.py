"""What a school installs: the wheel, in an environment with nothing of the checkout and nothing of the tests."""

import os
import re
import socket
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "flows", "locales", "storage")
READY_WITHIN_SECONDS = 60


def run(*words, **more):
    """Run a command and return what it said; when it fails, show it."""
    done = subprocess.run(words, capture_output=True, text=True, check=False, **more)
    assert done.returncode == 0, f"{words} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def needed_to_run():
    """Return the names in requirements.lock that this system needs."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    lines = re.findall(r"^[a-z0-9][^\\\n]+", text, flags=re.MULTILINE)
    wanted = [Requirement(line) for line in lines]
    return [one.name for one in wanted if one.marker is None or one.marker.evaluate()]


def lend_what_runs(site_packages):
    """Link the distributions of requirements.lock, and none of those for tests, into the empty environment.

    It saves a download in every run of the tests; pip still checks that nothing is missing.
    """
    for name in needed_to_run():
        files = distribution(name)
        for top in {file.parts[0] for file in files.files} - {"..", "__pycache__"}:
            if not (site_packages / top).exists():
                (site_packages / top).symlink_to(files.locate_file(top))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", folder, ROOT)
    return next(folder.glob("storylinks-*.whl"))


@pytest.fixture(scope="module")
def commands(wheel, tmp_path_factory):
    """Return the folder of commands of an environment that holds only the wheel and what it asks for."""
    environment = tmp_path_factory.mktemp("school") / "venv"
    run(sys.executable, "-m", "venv", environment)
    commands = environment / "bin"
    site_packages = run(commands / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    lend_what_runs(Path(site_packages.strip()))
    run(commands / "python", "-m", "pip", "install", "--no-index", wheel)
    return commands


@contextmanager
def demo(commands, folder):
    """Run the demo outside the checkout and yield its address and the file that it prints to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "STORYLINKS_"))}
    settings = {"STORYLINKS_DATA_DIR": str(folder / "data"), "STORYLINKS_PORT": str(port)}
    said = folder / "said.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            [commands / "storylinks", "demo"], cwd=folder, env=clean | settings, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            yield f"http://127.0.0.1:{port}/", said, process
        finally:
            process.terminate()
            process.wait(timeout=60)


def fetch(address):
    with urlopen(address, timeout=READY_WITHIN_SECONDS) as answer:
        return answer.status, answer.read().decode()


def fetch_when_ready(address, said, process):
    """Return the page as soon as the demo answers; end with what it printed if it does not."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return fetch(address)
        except (URLError, ConnectionError):
            time.sleep(0.1)
    return pytest.fail(f"the demo did not answer:\n{said.read_text('utf-8', errors='replace')}")


def test_everything_in_the_packages_travels_in_the_wheel(wheel):
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    wanted = {path.relative_to(ROOT).as_posix() for path in files if path.suffix not in (".pyc", ".mo")}
    assert wanted - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_holds_nothing_else(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_the_installed_demo_shows_the_sign_in_page_with_its_style(commands, tmp_path):
    with demo(commands, tmp_path) as (address, said, process):
        status, page = fetch_when_ready(address, said, process)
        assert status == 200
        assert 'type="password"' in page
        styles = re.findall(r'<link[^>]+href="([^"]+\.css[^"]*)"', page)
        assert [fetch(urljoin(address, style))[0] for style in styles] == [200] * max(1, len(styles))
