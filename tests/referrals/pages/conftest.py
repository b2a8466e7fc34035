from tests.referrals.pages.filing import filer

__all__ = ["filer"]
