"""The two bodies of the declaration: the ad-hoc group, which drafts, and the working group on
trafficking above it, which adopts."""
