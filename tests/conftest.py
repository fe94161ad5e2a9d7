"""What all tests share: the flag that rewrites the references, and examples that stay the same."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from tests.program import CONTENT

# The same examples each time, and no clock: a slow machine must not fail a test, nor luck pass one.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

# In the background of a shell Ctrl-C is ignored, and what is started there would ignore it too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-references",
        action="store_true",
        help="write tests/references anew from what is built now; look at the pages before committing them",
    )


@pytest.fixture(scope="session")
def update_references(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-references"))


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Return a copy of the sample newsroom."""
    return Path(shutil.copytree(CONTENT, tmp_path / "room"))


_MEASURED = pytest.StashKey[list[str]]()


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> list[str]:
    """Return the lines that stand below the test run: what a test measured, whether it passed or not."""
    return request.config.stash.setdefault(_MEASURED, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines = config.stash.get(_MEASURED, [])
    if lines:
        terminalreporter.section("measured")
        for line in lines:
            terminalreporter.line(line)
