import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.core.cache import cache

from tests import hostile_server
from tests.hostile_server import Behaviour, HostileServer, http, sends

NOT_FOUND = sends(http("404 Not Found", b"nothing here"))
#: Pages of a site by their path; "*" is all others. Unless it is there, a site has no robots.txt.
Site = Mapping[str, Behaviour]


@pytest.fixture(autouse=True)
def _fresh_memory(settings) -> Iterator[None]:
    """Robots rules and turns of another test's host: ports come again."""
    settings.FETCH_HOST_INTERVAL_SECONDS = 0
    settings.FETCH_SECONDS = 5
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def site(settings) -> Callable[[Site | Behaviour], AbstractContextManager[HostileServer]]:
    """A site that may be fetched although it is on loopback."""

    @contextmanager
    def serve(pages: Site | Behaviour) -> Iterator[HostileServer]:
        known = pages if isinstance(pages, Mapping) else {"*": pages}

        def choose(server: HostileServer, path: str) -> Behaviour:
            anything = NOT_FOUND if path == "/robots.txt" else known.get("*", NOT_FOUND)
            return known.get(path, anything)

        with hostile_server.serving(choose) as server:
            settings.FETCH_ALLOWED_HOSTS = settings.FETCH_ALLOWED_HOSTS | {server.place}
            yield server

    return serve


@pytest.fixture
def self_signed_server() -> Iterator[str]:
    """The address of a server whose certificate names it, and is vouched for by nobody but itself."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
    with hostile_server.serving(
        lambda server, path: sends(http("200 OK", b"trust me")), tls=context
    ) as server:
        yield f"https://{server.place}/"
