"""What ships is enough: the wheel holds everything, and builds an issue anywhere."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = {
    "psr_report": ROOT / "cli" / "psr_report",
    "psr_report/report_templates": ROOT / "report_templates",
}
LEFT_OUT = {"__pycache__", "psr_report.egg-info"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from a copy so that nothing built before can slip in."""
    source = tmp_path_factory.mktemp("source")
    for folder in ("cli", "report_templates"):
        shutil.copytree(ROOT / folder, source / folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(source / "dist"),
        str(source),
    )
    (built,) = (source / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the psr-report of a new environment with the wheel and the dependencies of this one.

    They come in through their folder alone: the editable psr-report in it is not found that way.
    """
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, symlinks=True)
    python = environment / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", str(python))
    run(*pip, "install", "-qq", "--no-deps", "--no-index", str(wheel))
    packages = Path(run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # A line in a .pth file adds a folder without reading the .pth files in it, the editable install's.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return environment / "bin" / "psr-report"


def run(*command: str, folder: Path | None = None) -> str:
    """Return what the command prints; fail with all it says when it fails."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PSR_REPORT_"))
    }
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**environment, "SOURCE_DATE_EPOCH": "1764547200"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def shipped() -> set[str]:
    """Return the files of the import package and the templates, under the names they have in the wheel."""
    return {
        f"{name}/{path.relative_to(folder).as_posix()}"
        for name, folder in PACKAGES.items()
        for path in folder.rglob("*")
        if path.is_file() and not LEFT_OUT.intersection(path.parts)
    }


def test_every_module_template_and_font_is_in_the_wheel_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == shipped()


def test_the_licences_of_the_program_and_the_fonts_are_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        licences = {Path(name).name for name in archive.namelist() if ".dist-info/licenses/" in name}
    assert licences >= {"LICENSE", "OFL-SourceSerif4.txt", "OFL-Inter.txt"}


def test_setup_cfg_lists_every_package() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    found = {
        ".".join((name.replace("/", "."), *path.parent.relative_to(folder).parts))
        for name, folder in PACKAGES.items()
        for path in folder.rglob("__init__.py")
    }
    assert config["options"]["packages"].split() == sorted(found)


def test_a_new_environment_runs_the_program_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    where = "import psr_report; print(psr_report.__file__)"
    module = Path(run(str(installed.with_name("python")), "-c", where, folder=tmp_path).strip())
    assert module.is_relative_to(installed.parents[1])
    assert "psr-report 0." in run(str(installed), "--version", folder=tmp_path)


def test_a_new_environment_builds_an_issue_outside_the_repository(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    printed = run(str(installed), "build", "november", folder=tmp_path)
    built = {path.name for path in (tmp_path / "output" / "2025-11").iterdir()}
    assert built >= {
        "alternative-power-report-2025-11.pdf",
        "alternative-power-report-2025-11.html",
        "alternative-power-report-2025-11-announcement.md",
        "manifest.json",
    }
    assert "alternative-power-report-2025-11.pdf" in printed
    assert (
        (tmp_path / "output" / "2025-11" / "alternative-power-report-2025-11.pdf")
        .read_bytes()
        .startswith(b"%PDF-")
    )
