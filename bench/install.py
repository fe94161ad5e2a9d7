"""psr-report as a newsroom has it: from the wheel, in an environment of its own.

The editable installation that `make` works with loads a finder at every start of Python, even of one that
does nothing: as a yardstick it would flatter every start of ours.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("cli", "report_templates", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")


def install(work: Path) -> Path:
    """Return the folder that holds ``python`` and ``psr-report`` of a new environment below ``work``."""
    source = work / "source"
    source.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
            shutil.copytree(ROOT / name, source / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, source / name)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    _run(*pip, "wheel", "-qq", "--no-deps", "--no-build-isolation", "-w", str(work), str(source))
    (wheel,) = work.glob("*.whl")

    environment = work / "environment"
    venv.create(environment, symlinks=True)
    python = environment / "bin" / "python"
    _run(*pip, "--python", str(python), "install", "-qq", "--no-deps", "--no-index", str(wheel))
    # The locked dependencies of this environment, without its .pth files: a line there adds the folder alone.
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    borrowed = environment / "lib" / version / "site-packages" / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python.parent


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(
            f"{done.stdout}{done.stderr}\nthe bench stops: exit {done.returncode} from {' '.join(command)}"
        )
