"""The errors a user meets; every message names the file, the row or value, and what to do."""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all errors that are reported to the user without a traceback."""


class InputError(DragomanError):
    """The input cannot be read as asked: a missing path, two articles with one id, no articles at all."""


class SeedError(DragomanError):
    """A seed file breaks its own schema; the message names file and line."""


class ReleaseError(DragomanError):
    """A table failed its expectations or the data directory is damaged; `latest` was left as it was."""
