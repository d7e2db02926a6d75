"""Addresses as people and pages write them: read once, strictly, into what is sent over the wire."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import idna

from factcheck.fetching.addresses import IPAddress, is_public, parse_address
from factcheck.fetching.errors import Refused

MOST_CHARACTERS = 2000
_AUTHORITY = re.compile(r"(?:\[(?P<number>[^\[\]]*)\]|(?P<name>[^:\[\]]+))(?::(?P<port>[^:\[\]]*))?")
_PORTS = {"http": 80, "https": 443}
#: Characters that parsers disagree about: some drop them, some end the host there.
_TREACHEROUS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff\\]")
#: What a browser takes for the number of a host: the last label is decimal or hexadecimal (URL Standard 3.5).
_LOOKS_LIKE_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
#: Names that never belong to a public site (RFC 6761, 6762, 7686, 8375, 9476 and ICANN's "internal").
_INSIDE = ("localhost", "local", "internal", "home.arpa", "test", "invalid", "example", "onion", "alt", "lan")
#: Kept as they are in a path and a query; everything else is percent-encoded.
_KEPT = "%/:@!$&'()*+,;=~-._"


@dataclass(frozen=True)
class Address:
    """An http(s) address whose spelling is safe. Where its name leads is checked when it is connected to."""

    scheme: str
    host: str  #: lower case ASCII without a trailing dot; an IPv6 address without brackets
    port: int
    target: str  #: path and query, percent-encoded

    @property
    def authority(self) -> str:
        """The host as the Host header has it: with the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def place(self) -> str:
        """host:port, as FETCH_ALLOWED_HOSTS has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"

    def join(self, reference: str, *, allowed: frozenset[str]) -> "Address":
        """Where a link or a redirect on this page leads. Raises Refused."""
        try:
            joined = urljoin(str(self), reference.strip())
        except ValueError:
            raise Refused("address_malformed", "its parts do not fit together") from None
        return read_address(joined, allowed=allowed)


def read_address(url: str, *, allowed: frozenset[str] = frozenset()) -> Address:
    """``url`` taken apart. A fragment is dropped; blanks around it are, too.

    ``allowed`` has the host:port pairs that may be what no public site is.

    Raises:
        Refused: what stands there is not the address of a public web page.
    """
    url = url.strip()
    if len(url) > MOST_CHARACTERS:
        raise Refused("address_too_long", f"{MOST_CHARACTERS:,}")
    if _TREACHEROUS.search(url):
        raise Refused("address_malformed", "it holds blanks, line breaks or backslashes")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Refused("address_malformed", "its brackets do not fit") from None
    if not parts.scheme:
        raise Refused("no_address")
    if parts.scheme not in _PORTS:
        raise Refused("scheme_not_allowed", parts.scheme[:20])
    if "@" in parts.netloc:
        raise Refused("password_in_address")
    if not parts.netloc or (parts.netloc.startswith(":") and parts.netloc[1:].isdecimal()):
        raise Refused("no_address")
    authority = _AUTHORITY.fullmatch(parts.netloc)
    if not authority:
        raise Refused("address_malformed", "its host and port cannot be told apart")
    address = Address(
        scheme=parts.scheme,
        host=_number(authority["number"]) if authority["number"] is not None else _name(authority["name"]),
        port=_port(authority["port"]) or _PORTS[parts.scheme],
        target=_target(parts.path, parts.query),
    )
    if len(str(address)) > MOST_CHARACTERS:
        raise Refused("address_too_long", f"{MOST_CHARACTERS:,}")
    if address.place not in allowed:
        _check_public(address)
    return address


def literal(host: str) -> IPAddress | None:
    """The IP address that ``host`` is written as; None where it is a name."""
    try:
        return parse_address(host)
    except ValueError:
        return None


def _port(written: str | None) -> int | None:
    if not written:
        return None
    if not (written.isascii() and written.isdecimal() and len(written) <= 5 and 0 < int(written) < 65_536):
        raise Refused("address_malformed", "its port is not a number")
    return int(written)


def _number(written: str) -> str:
    """A host in brackets."""
    address = literal(written)
    if address is None or ":" not in written or "%" in written:  # "%": a zone, so the address of one link
        raise Refused("address_malformed", "its host is not an address")
    return str(address)


def _name(written: str) -> str:
    if "%" in written:
        raise Refused("address_malformed", "its host holds signs that no name has")
    try:
        # As browsers do: full-width letters and digits become plain, other scripts Punycode.
        name = written.lower() if written.isascii() else idna.encode(written, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        raise Refused("address_malformed", "its host is not a name") from None
    name = name.removesuffix(".")
    labels = name.split(".")
    if _LOOKS_LIKE_NUMBER.fullmatch(labels[-1]):
        address = literal(name)
        if address is None:  # 2130706433, 0177.0.0.1, 0x7f.1, 127.1: an address that pretends to be none
            raise Refused("host_disguised", name[:100])
        return str(address)
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused("address_malformed", "its host is not a name")
    return name


def _target(path: str, query: str) -> str:
    target = quote(path or "/", safe=_KEPT)
    return f"{target}?{quote(query, safe=_KEPT + '?')}" if query else target


def _check_public(address: Address) -> None:
    if address.port not in _PORTS.values():
        raise Refused("port_not_allowed", address.port)
    number = literal(address.host)
    if number is not None:
        if not is_public(number):
            raise Refused("private_address", address.host)
    elif "." not in address.host or address.host.endswith(tuple(f".{name}" for name in _INSIDE)):
        raise Refused("host_not_public", address.host)
