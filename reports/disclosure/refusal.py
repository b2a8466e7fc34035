"""Why figures are not released."""


class NotReleasable(Exception):
    """These figures are not shown to be safe, so nothing of them is released."""
