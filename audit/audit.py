"""Build the sample issues and put them, and the newsroom's files, before other people's validators.

Prints one line a check and exits 1 when any failed. With folders named, as in ``audit.py output/2025-11``,
audits the PDF and web files in them instead of building.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
# vnu does not compute the hash by which a content security policy allows a script; the browser that axe-core
# runs in does, and a script it blocks is a failure there.
BLIND_SPOT = "Inline script violates Content Security Policy"
ROOT = HERE.parent
TARGET = ROOT / "build" / "audit"
TOOLS = ROOT / "build" / "audit-tools"
JAVA = Path("/usr/share/java")
ISSUES = ("2025-09", "2025-10", "2025-11", "2025-12")
PROFILES = ("PDFUA-1", "PDFA-3A")
JAXB = ("jaxb-runtime", "jaxb-impl", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")


def build(month: str) -> Path | None:
    """Return the folder of that sample issue, built anew; None, and a line that says so, on failure."""
    command = [
        *(sys.executable, "-m", "psr_report", "build", month, "--to", "pdf,html"),
        *("--newsroom", str(ROOT / "content"), "--output", str(TARGET)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"FAIL build {month}: exit {done.returncode}\n{done.stdout}{done.stderr}", flush=True)
        return None
    print(f"PASS build {month}", flush=True)
    return TARGET / month


def files(folders: Iterable[Path], suffix: str) -> list[Path]:
    """Return the files of that kind in the folders, each folder with at least one; else stop with exit 1."""
    found: list[Path] = []
    for folder in folders:
        here = sorted(folder.glob(f"*{suffix}"))
        if not here:
            sys.exit(f"FAIL {folder} holds no {suffix} file")
        found += here
    return found


def validate_pdf(pdfs: Sequence[Path]) -> bool:
    """Return whether veraPDF passes every file on every profile."""
    jars = [TOOLS / "verapdf.jar", *(JAVA / f"{name}.jar" for name in JAXB)]
    class_path = ":".join(map(str, jars))
    return run("java", "-cp", class_path, str(HERE / "VeraPdf.java"), ",".join(PROFILES), *map(str, pdfs))


def validate_html(pages: Sequence[Path]) -> bool:
    """Return whether the Nu HTML checker has no error on any page; warnings are shown and do not count."""
    jar = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [
        "java",
        "-jar",
        str(jar),
        "--stdout",
        "--exit-zero-always",
        "--format",
        "json",
        *map(str, pages),
    ]
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    messages = json.loads(output)["messages"]
    for page in pages:
        mine = [
            message
            for message in messages
            if message.get("url", "").endswith(page.name) and BLIND_SPOT not in message["message"]
        ]
        kinds = Counter("error" if message["type"] == "error" else "warning" for message in mine)
        verdict = "FAIL" if kinds["error"] else "PASS"
        print(f"{verdict} vnu {page.name}: {kinds['error']} errors, {kinds['warning']} warnings")
        for message in mine:
            line, column = message.get("lastLine", "?"), message.get("firstColumn", "?")
            print(f"       {line}:{column} {message['message']}")
    # A message without an address is about the checker or a file it could not read.
    stray = [message for message in messages if message["type"] == "non-document-error"]
    for message in stray:
        print(f"FAIL vnu: {message['message']}")
    return not stray and not any(message["type"] == "error" for message in messages)


def open_in_browser(pages: Sequence[Path]) -> bool:
    """Return whether every page passes axe-core and keeps to itself, at each width and colour scheme."""
    return run("node", str(HERE / "axe.mjs"), *map(str, pages))


def open_in_editor() -> bool:
    """Return whether an editor checks and completes the sample newsroom by its schemas."""
    return run(sys.executable, str(HERE / "language_server.py"))


def open_preview() -> bool:
    """Return whether the preview follows an editor who saves, breaks and mends files of the sample."""
    room = TARGET / "preview"
    shutil.rmtree(room, ignore_errors=True)
    shutil.copytree(ROOT / "content", room)
    program = Path(sys.executable).with_name("psr-report")
    return run("node", str(HERE / "preview.mjs"), str(program), str(room))


def run(*command: str) -> bool:
    """Return whether the command, which prints its own lines, succeeded."""
    sys.stdout.flush()
    return subprocess.run(command, check=False, cwd=ROOT).returncode == 0


def main(arguments: Sequence[str]) -> int:
    """Return 0 when every check passed, else 1."""
    named = [Path(argument).resolve() for argument in arguments]
    if not named:
        shutil.rmtree(TARGET, ignore_errors=True)  # a build of unchanged inputs would do nothing
    folders = named or [folder for folder in map(build, ISSUES) if folder]
    pdfs, pages = files(folders, ".pdf"), files(folders, ".html")
    checks = [validate_pdf(pdfs), validate_html(pages), open_in_browser(pages)] if folders else []
    checks += [] if named else [open_in_editor(), open_preview()]
    passed = all(checks) and bool(folders) and (bool(named) or len(folders) == len(ISSUES))
    print("The audit passed." if passed else "The audit failed.")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
