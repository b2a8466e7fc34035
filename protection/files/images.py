"""Images are drawn anew: what a camera wrote beside the picture (place, time, device) is lost."""

import io

IMAGE_KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
MAX_PIXELS = 50_000_000


def reencoded(kind: str, data: bytes) -> bytes:
    """The same picture, upright, in the same format, without anything but its pixels.

    Raises ValueError for an image that is damaged or has more than MAX_PIXELS.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # slow to load: only images wait for it

    try:
        with Image.open(io.BytesIO(data), formats=[IMAGE_KINDS[kind]]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValueError("too many pixels")
            upright = ImageOps.exif_transpose(image)
            mode = "RGBA" if kind != "jpg" and upright.has_transparency_data else "RGB"
            pixels = upright.convert(mode)
    # A damaged file raises any of these, according to where it breaks.
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise ValueError("damaged image") from error
    bare = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    out = io.BytesIO()
    bare.save(out, IMAGE_KINDS[kind], quality=90)
    return out.getvalue()
