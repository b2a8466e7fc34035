"""What can be done with a referral, in the order of the page."""

from .move_page import MovePage, Target
from .referral_moves import REFERRAL_PAGES
from .request_moves import REQUEST_PAGES

MOVE_PAGES = (*REQUEST_PAGES, *REFERRAL_PAGES)
PAGES = {page.slug: page for page in MOVE_PAGES}

__all__ = ["MOVE_PAGES", "PAGES", "MovePage", "Target"]
