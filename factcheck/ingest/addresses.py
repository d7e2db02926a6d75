"""One spelling for the addresses of one page."""

import re
from urllib.parse import quote, unquote, urlsplit

#: Parameters that say how a reader came to the page, not which page it is.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs(?:enc|mi)|ref_src|ref_url"
    r"|at_(?:medium|campaign|link_\w+|custom\d|format|ptr_name)|ns_(?:campaign|mchannel|source|linkname|fee)"
    r"|smid|smtyp|cmp|ocid|xtor",
    re.IGNORECASE,
)
_USUAL_PORTS = {"http": 80, "https": 443}
_KEPT = "/:@!$&'()*+,;=~-._"


def canonical_address(url: str) -> str:
    """The address by which an article is known: https, no fragment, no usual port, no tracking parameters.

    It is compared, never fetched. What cannot be taken apart stands for itself.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in _USUAL_PORTS or not parts.hostname:
        return url
    host = _plain_host(parts.hostname)
    if ":" in host:
        host = f"[{host}]"
    if port and port != _USUAL_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    query = "&".join(
        _respelt(pair)
        for pair in parts.query.split("&")
        if pair and not _TRACKING.fullmatch(pair.split("=", 1)[0])
    )
    return f"https://{host}{_respelt(parts.path or '/')}{'?' + query if query else ''}"


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, its "www", "m" and "amp" names counted as one.

    A page may call another of its own site its canonical form; of another's site anybody could say so.
    """
    return bool(_site(one)) and _site(one) == _site(other)


def _site(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www|m|mobile|amp)\.", "", _plain_host(host))


def _plain_host(host: str) -> str:
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _respelt(part: str) -> str:
    """Percent-encoded in one way. An encoded separator stays encoded: it is another path."""
    separators = re.compile(r"(%(?:2f|3f|23|26|3d|25|2b)|\+)", re.IGNORECASE)
    return "".join(
        piece.upper()
        if separators.fullmatch(piece)
        else quote(unquote(piece, errors="surrogateescape"), _KEPT, errors="surrogateescape")
        for piece in separators.split(part)
    )
