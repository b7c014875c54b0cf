"""A Prefect server for the length of one run, for those who run none.

Prefect can start one itself, but that one outlives a run that is killed, and hears a Ctrl-C before the flow can tell it
how the run ended. This one is Prefect's same application; it does not hear Ctrl-C, and ends when its parent's end of a
pipe closes, however the parent ended.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from schemas.errors import DragomanError

START_TIMEOUT_VARIABLE = "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"
# A server that has not ended by itself after this many seconds is killed; it has no work of its own to lose.
STOP_SECONDS = 5
POLL_SECONDS = 0.1
N_LAST_LINES = 3
SERVER_ENVIRONMENT = {
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    # Where a start fails, its reason is told from what the server wrote.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "ERROR",
}


@contextmanager
def prefect_server() -> Iterator[None]:
    """Let Prefect use a server of our own inside the block, unless its settings name one (PREFECT_API_URL).

    Raises DragomanError where the server does not start.
    """
    from prefect.context import refresh_global_settings_context
    from prefect.settings import PREFECT_API_URL

    if PREFECT_API_URL.value():
        yield
        return
    _reach_this_machine_directly()
    with tempfile.TemporaryFile() as errors, _server_process(errors) as url:
        os.environ["PREFECT_API_URL"] = url
        refresh_global_settings_context()
        try:
            yield
        finally:
            _send_what_is_queued()
            del os.environ["PREFECT_API_URL"]
            refresh_global_settings_context()


def _reach_this_machine_directly() -> None:
    """Keep a proxy of the environment out of the way between Prefect and its server."""
    for name in ("NO_PROXY", "no_proxy"):
        known = os.environ.get(name)
        os.environ[name] = f"{known},127.0.0.1" if known else "127.0.0.1"


def _send_what_is_queued() -> None:
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    APILogWorker.instance().drain()
    EventsWorker.drain_all()


@contextmanager
def _server_process(errors: IO[bytes]) -> Iterator[str]:
    environment = os.environ | SERVER_ENVIRONMENT
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=environment,
        start_new_session=True,
    )
    try:
        yield _wait_until_ready(process, errors)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], errors: IO[bytes]) -> str:
    deadline = time.monotonic() + float(os.environ[START_TIMEOUT_VARIABLE])
    stdout = process.stdout
    port = int(stdout.readline() or 0) if stdout is not None else 0
    url = f"http://127.0.0.1:{port}/api"
    while process.poll() is None and time.monotonic() < deadline:
        if _is_healthy(url):
            return url
        time.sleep(POLL_SECONDS)
    raise DragomanError(
        f"Prefect's server did not start: {_last_words(errors)}\n"
        "Run without Prefect (--no-prefect), or name a server that runs in PREFECT_API_URL. A slow machine may need a "
        f"larger {START_TIMEOUT_VARIABLE} (now {os.environ[START_TIMEOUT_VARIABLE]})."
    )


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=STOP_SECONDS) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _last_words(errors: IO[bytes]) -> str:
    """The last lines of the server's errors, without the indented ones of tracebacks."""
    errors.seek(0)
    lines = errors.read().decode(errors="replace").splitlines()
    told = [line for line in lines if line.strip() and not line.startswith(" ")]
    return "\n".join(told[-N_LAST_LINES:]) if told else "it gave no reason"


def serve() -> None:
    """Run Prefect's application on a free port, which is printed first, until standard input closes."""
    import uvicorn

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        sys.stdout.write(f"{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        threading.Thread(target=_end_with_parent, daemon=True).start()
        config = uvicorn.Config("prefect.server.api.server:create_app", factory=True, log_config=None, lifespan="on")
        uvicorn.Server(config).run(sockets=[listener])


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    serve()
