"""A lost second factor: asked for, confirmed by somebody who checked who it is, and waited for."""
