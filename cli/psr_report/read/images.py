"""Pictures: read once, checked, and re-encoded so that nothing but pixels reaches an edition."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 10 << 20
MAX_PIXELS = 25_000_000
MAX_SIDE = 2_000  # pixels: 172 mm at 295 dots per inch

_PICTURES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".tif", ".tiff", ".bmp", ".avif", ".heic"}
)
_PATH = re.compile(r"images/[^\n\r]{1,255}")
_FORMATS = ("JPEG", "PNG", "WEBP")
_START = "image paths start at the folder of report.yaml: images/x.jpg"


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture: its bytes, their media type and its size in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


class PictureError(ValueError):
    """A file that is not a usable picture; ``str()`` says why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def load(newsroom: Path, name: str) -> Picture:
    """Return the picture in the file ``name`` below the newsroom. Raises PictureError."""
    if "://" in name:
        raise PictureError("a picture is a file, not a web address", "save it in images/ first")
    hint = "copy the picture into images/ and name it from there"
    outside = PictureError(f'"{name}" leads out of the newsroom', hint)
    if Path(name).is_absolute() or ".." in Path(name).parts or "\\" in name:
        raise outside
    path = newsroom / name
    try:
        if not path.is_file():
            raise PictureError(f'there is no file "{name}" in the newsroom', _nearest_file(newsroom, name))
        if not path.resolve().is_relative_to(newsroom.resolve()):
            raise outside
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise PictureError(f'"{name}" cannot be read: {said}', "check its name and its permissions") from None
    if len(data) > MAX_BYTES:
        message = f"this picture has more than {MAX_BYTES >> 20} MiB, the limit"
        raise PictureError(message, "export it smaller")
    return encode(data)


def unshown(newsroom: Path, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the pictures in images/ that none of the texts names, by their paths from the newsroom, sorted.

    The texts are asked for one by one, and only while a picture is left to look for.
    """
    folder = newsroom / "images"
    left = {
        _composed(path.relative_to(newsroom).as_posix())
        for path in (sorted(folder.rglob("*")) if folder.is_dir() else ())
        if path.suffix.casefold() in _PICTURES and not path.name.startswith(".") and path.is_file()
    }
    if left:
        for text in texts:
            left.difference_update(_named(text, left))
            if not left:
                break
    return tuple(sorted(left))


def _named(text: str, pictures: Collection[str]) -> list[str]:
    """Return which pictures a text names, the longest name where several begin alike."""
    found = []
    for match in _PATH.finditer(text):
        path = _composed(match[0])
        found += [path[:end] for end in range(len(path), 0, -1) if path[:end] in pictures][:1]
    return found


def _composed(name: str) -> str:
    """Return a name as the models hold it: some systems take accents apart in the names of files."""
    return unicodedata.normalize("NFC", name)


@lru_cache(maxsize=64)
def encode(data: bytes) -> Picture:
    """Return the picture in ``data`` as PNG (if anything shines through) or JPEG, at most MAX_SIDE a side."""
    image = _upright(data)
    has_alpha = "A" in image.getbands() or "a" in image.getbands() or "transparency" in image.info
    image = _in_srgb(image).convert("RGBA" if has_alpha else "RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    image.info.clear()
    out = io.BytesIO()
    if has_alpha:
        image.save(out, "PNG", optimize=False, compress_level=6)
    else:
        image.save(out, "JPEG", quality=86, subsampling=0, optimize=False, progressive=False)
    return Picture(out.getvalue(), "image/png" if has_alpha else "image/jpeg", image.width, image.height)


def _upright(data: bytes) -> Image.Image:
    """Return the pixels as a person sees them: turned as the camera noted."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    for name in ("Jpeg", "Png", "WebP"):  # or opening a WebP would import every format that Pillow knows
        import_module(f"PIL.{name}ImagePlugin")
    too_large = PictureError(
        f"this picture has more than {MAX_PIXELS // 1_000_000} megapixels, the limit", "export it smaller"
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise too_large
            image.load()
            return ImageOps.exif_transpose(image)
    except PictureError:
        raise
    except Image.DecompressionBombError:
        raise too_large from None
    except UnidentifiedImageError:
        message = "this file is not a JPEG, PNG or WebP picture"
        raise PictureError(message, "export it as one of these") from None
    except Exception:  # damaged files make Pillow raise nearly anything: struct.error, IndexError, EOFError
        raise PictureError("this picture is damaged", "export it again") from None


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in the colours of a screen, for its profile is not kept."""
    if image.mode.startswith(("I", "F")):
        # Sixteen bits of grey: a plain conversion would cut off all above 255.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def _nearest_file(newsroom: Path, name: str) -> str:
    from psr_report.read.tree import nearest

    files = [path.relative_to(newsroom).as_posix() for path in sorted((newsroom / "images").rglob("*"))]
    return nearest(name, files) or (nearest(f"images/{name}", files) if "/" not in name else None) or _START
