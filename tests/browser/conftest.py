"""A headless Chromium, and the demo as its own process beside it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
ALONE = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WITHIN_S = 60


class Demo:
    """The demo school: where it is, and how to sign in."""

    def __init__(self, folder):
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.said = folder / "said.txt"
        others = {name: value for name, value in os.environ.items() if not name.startswith("STORYLINKS_")}
        command = [sys.executable, "-m", "bot", "demo", "--port", str(self.port)]
        settings = {"STORYLINKS_DATA_DIR": str(folder), "STORYLINKS_WORKER_ID": f"browser-{self.port}"}
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, env=others | settings, stdout=out, stderr=out)

    def password(self, name):
        """Return the password that the terminal says."""
        return re.search(rf"sign in as {name}, password (\S+)", self.said.read_text("utf-8"))[1]

    def wait(self):
        """Wait until the pages are served."""
        deadline = time.monotonic() + WITHIN_S
        while not self._is_served():
            assert self.process.poll() is None, self.said.read_text("utf-8")
            assert time.monotonic() < deadline, self.said.read_text("utf-8")
            time.sleep(0.05)

    def _is_served(self):
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo"))
    try:
        demo.wait()
        yield demo
    finally:
        demo.stop()


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None:
        pytest.skip("There is no Chromium here, so no browser walks through the pages.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ALONE))
        yield browser
        browser.close()
