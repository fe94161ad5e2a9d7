"""Bytes of a page to text, in the encoding that browsers would take."""

from __future__ import annotations

import re

_BEGINNING = 4096  # bytes in which a page says its encoding; HTML asks for 1024
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DEFAULT = "windows-1252"


def decoded(data: bytes, declared: str = "") -> str:
    """Return the text. ``declared`` is the encoding that the server named, "" when it named none.

    A byte order mark counts most, then the server, then the page. UTF-8 is taken for itself where nothing
    is said, or where a server says Latin-1 out of habit.
    """
    import webencodings

    if not data.startswith(_MARKS):
        found = next(filter(None, map(webencodings.lookup, _labels(data, declared))), None)
        if found is None or found.name == _DEFAULT:
            try:
                return data.decode("utf-8")
            except UnicodeDecodeError:
                found = found or webencodings.lookup(_DEFAULT)
        encoding = found
    else:
        encoding = webencodings.lookup("utf-8")  # the mark says more
    text, _ = webencodings.decode(data, encoding)
    return str(text)


def _labels(data: bytes, declared: str) -> list[str]:
    labels = [declared]
    for pattern in (_XML, _META):
        if match := pattern.search(data, 0, _BEGINNING):
            label = match[1].decode("ascii", "replace").lower()
            # What could be read as far as here cannot be UTF-16: pages that say so are UTF-8.
            labels.append("utf-8" if label.startswith("utf-16") else label)
    return labels
