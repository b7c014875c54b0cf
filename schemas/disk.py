"""Writing that survives a kill: everything is on the disk before a rename makes it visible."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, content: bytes) -> None:
    """Write a file and bring it to the disk; it appears whole or not at all."""
    written = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with written.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    written.replace(path)


def link_or_write(path: Path, content: bytes, like: Path | None) -> None:
    """Let `path` hold `content`: as another name of the file `like` where that holds the same bytes, else written anew.

    It is written, too, where the file system makes no second names.
    """
    if like is not None and _holds(like, content):
        try:
            path.hardlink_to(like)
            return
        except OSError:
            pass
    write_file(path, content)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def json_bytes(value: Any) -> bytes:
    """`value` as JSON with sorted keys: the same value gives the same bytes."""
    return (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def sync_tree(root: Path) -> None:
    """Bring the names in `root` and all folders below it to the disk."""
    for folder, _, _ in os.walk(root, topdown=False):
        sync_folder(Path(folder))


def remove_tree(root: Path) -> None:
    """Remove a folder and all below it."""
    shutil.rmtree(root)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file `path` alone, after waiting for whoever holds it; a killed holder frees it."""
    with path.open("ab") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def try_lock(path: Path) -> int | None:
    """The descriptor that holds lock file `path` alone until it is closed, or None where another process holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
