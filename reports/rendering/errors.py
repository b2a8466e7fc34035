"""What can go wrong while rendering."""


class RenderingError(Exception):
    """A file could not be made; the message is for the log, never for a page."""
