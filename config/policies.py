"""Content security policies: what a page may load. Everything comes from this server, nothing from outside."""

_COMMON = {
    "default-src": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def _spelled(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


#: Desk, public pages, login, docs: no inline script, no inline style.
STRICT_POLICY = _spelled(_COMMON | {"script-src": "'self'", "style-src": "'self'"})

#: The admin's theme runs Alpine, which evaluates attributes, and sets its colours in a style element a page.
ADMIN_POLICY = _spelled(
    _COMMON | {"script-src": "'self' 'unsafe-eval'", "style-src": "'self' 'unsafe-inline'"}
)
