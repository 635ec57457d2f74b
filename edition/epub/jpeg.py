"""Pictures as JPEG, and pictures made smaller: what shops and readers ask of them."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

_QUALITY = 90


def made(data: bytes) -> bytes:
    """A picture as JPEG on white; one that is a JPEG as it is, and b"" for what is no picture of dots."""
    if data.startswith(b"\xff\xd8\xff"):
        return data
    image = _opened(data)
    if image is None:
        return b""
    flat = Image.new("RGB", image.size, "white")
    alpha = image.convert("RGBA")
    flat.paste(alpha, mask=alpha.getchannel("A"))
    stream = io.BytesIO()
    flat.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()


def within(data: bytes, bound: int) -> bytes:
    """A picture whose longer side has at most ``bound`` dots, in its own format; as it is where it has no more."""
    image = _opened(data)
    if image is None or max(image.size) <= bound or getattr(image, "n_frames", 1) > 1:
        return data
    kind = str(image.format)
    if kind not in ("PNG", "JPEG", "WEBP"):
        return data
    scale = bound / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if image.mode == "P":
        # Dots of a palette cannot be mixed.
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    small = image.resize(size, Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    options = {"quality": _QUALITY} if kind != "PNG" else {"optimize": False}
    if "icc_profile" in image.info:
        options["icc_profile"] = image.info["icc_profile"]
    small.save(stream, kind, **options)
    return stream.getvalue()


def _opened(data: bytes) -> Image.Image | None:
    try:
        image = Image.open(io.BytesIO(data))
        image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return image
