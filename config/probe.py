"""Ask the web process of this machine whether it is ready: ``python -m config.probe`` (exit status 0: it is)."""

import http.client
import os
import sys
from collections.abc import Mapping


def address(environ: Mapping[str, str]) -> tuple[str, int]:
    """Where the web process is to be reached from its own machine."""
    bind = environ.get("FACTCHECK_BIND") or "127.0.0.1"
    everywhere = {"0.0.0.0": "127.0.0.1", "[::]": "::1", "::": "::1"}  # noqa: S104 - translated, not bound
    return everywhere.get(bind, bind.strip("[]")), int(environ.get("PORT") or 8000)


def is_ready(environ: Mapping[str, str] = os.environ) -> bool:
    """True when ``/readyz`` answers 200."""
    host, port = address(environ)
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": _accepted_host(environ)})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _accepted_host(environ: Mapping[str, str]) -> str:
    """A name that the web process answers to: it refuses requests for any other."""
    first = (environ.get("ALLOWED_HOSTS") or "localhost").split(",")[0].strip()
    return first.lstrip(".") if first.strip("*.") else "localhost"


if __name__ == "__main__":
    sys.exit(0 if is_ready() else 1)
