"""What is clipped from: the bytes of a page or a file, and which kind of text they are."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from psr_report.clip.fetch import Fetched, fetch
from psr_report.errors import UnreachableError, UsageError

Kind = Literal["page", "word", "markdown", "plain"]

SIZES: dict[Kind, int] = {"page": 5 << 20, "word": 25 << 20, "markdown": 1 << 20, "plain": 1 << 20}  # bytes

_BY_SUFFIX: dict[str, Kind] = {
    ".html": "page", ".htm": "page", ".xhtml": "page",
    ".docx": "word",
    ".md": "markdown", ".markdown": "markdown",
    ".txt": "plain",
}  # fmt: skip
_BY_TYPE: dict[str, Kind] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/plain": "plain",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
}
_SAYS_NOTHING = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/zip"})
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # not the drive of a Windows path
_BARE_HOST = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+/", re.IGNORECASE)
_KINDS = "a web page, a saved .html, a .docx, a .md or a .txt"


@dataclass(frozen=True, slots=True)
class Material:
    """Bytes and what they are. ``url`` is where they were fetched from, ``name`` what a person calls them."""

    kind: Kind
    name: str
    data: bytes
    url: str | None = None
    charset: str | None = None


def material(origin: str, *, allow_local: bool = False) -> Material:
    """Return what stands at a web address or in a file.

    Raises UsageError for one that cannot be meant, UnreachableError for one that cannot be had.
    """
    if _ADDRESS.match(origin) and not Path(origin).exists():
        scheme = origin.partition(":")[0].lower()
        if scheme not in ("http", "https"):
            raise UsageError(f"{origin[:100]} is neither a file nor an https:// address", f"give {_KINDS}")
        return _of_web(fetch(origin, allow_local=allow_local))
    return _of_file(Path(origin))


def _of_web(fetched: Fetched) -> Material:
    path = unquote(urlsplit(fetched.url).path)
    by_suffix = _BY_SUFFIX.get(Path(path).suffix.lower())
    kind = by_suffix if fetched.media_type in _SAYS_NOTHING else _BY_TYPE.get(fetched.media_type)
    if kind == "plain" and by_suffix == "markdown":
        kind = by_suffix
    if kind is None and not fetched.media_type and fetched.data.lstrip()[:1] == b"<":
        kind = "page"
    if kind is None:
        what = fetched.media_type or "something without a type"
        raise UsageError(
            f"{fetched.url[:100]} is {what[:60]}, which cannot be clipped from", f"give {_KINDS}"
        )
    _limit(kind, len(fetched.data), "the page")
    return Material(kind, fetched.url, fetched.data, fetched.url, fetched.charset)


def _of_file(path: Path) -> Material:
    name = str(path)
    kind = _BY_SUFFIX.get(path.suffix.lower())
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UsageError(f"{name} is a folder", f"give {_KINDS}")
        if kind is None or not stat.S_ISREG(found.st_mode):
            raise UsageError(f"{name} is no file that can be clipped from", _other(path))
        _limit(kind, found.st_size, name)
        with path.open("rb") as file:
            data = file.read(SIZES[kind] + 1)
    except FileNotFoundError:
        hint = (
            f"for a web page write https://{name}" if _BARE_HOST.match(name) else "check its name and folder"
        )
        raise UsageError(f"there is no file {name}", hint) from None
    except (OSError, ValueError) as error:
        said = (getattr(error, "strerror", None) or str(error)).lower()
        raise UsageError(f"{name[:200]} cannot be read: {said}", "check its name and permissions") from None
    _limit(kind, len(data), name)
    return Material(kind, name, data)


def _other(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix in (".doc", ".odt", ".rtf", ".pages"):
        return "open it and save it as .docx"
    if suffix in (".mht", ".mhtml", ".webarchive"):
        return "save the page anew, as HTML only"
    return f"give {_KINDS}"


def _limit(kind: Kind, size: int, name: str) -> None:
    if size > SIZES[kind]:
        raise UnreachableError(
            f"{name} is larger than {SIZES[kind] >> 20} MiB, the limit",
            "copy the part that matters into a Markdown file and give that",
        )
