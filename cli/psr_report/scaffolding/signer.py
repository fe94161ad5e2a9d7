"""Who is at work, as far as git has been told."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from psr_report.lists import Person

_PATIENCE = 5  # seconds: a home folder on a network may not answer


def address(folder: Path) -> str | None:
    """Return the address that a commit in this folder would carry; None where git does not know or is not."""
    return _configured("user.email", folder)


def name(folder: Path) -> str | None:
    """Return the name that a commit in this folder would carry; None where git does not know or is not."""
    return _configured("user.name", folder)


def of(people: Mapping[str, Person], email: str | None) -> str | None:
    """Return whose address it is, by the name in people.yaml; None where it is nobody's, or two have it."""
    if not email:
        return None
    found = [key for key, one in people.items() if one.email and one.email.casefold() == email.casefold()]
    return found[0] if len(found) == 1 else None


def _configured(key: str, folder: Path) -> str | None:
    try:
        told = subprocess.run(
            ["git", "config", key], cwd=folder, capture_output=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return told.stdout.decode("utf-8", "replace").strip() or None
