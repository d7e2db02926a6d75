"""Content security policies: what a page may load. Everything comes from this server, nothing from outside."""

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE

_COMMON = {
    "default-src": [NONE],
    "connect-src": [SELF],
    "font-src": [SELF],
    "img-src": [SELF, "data:"],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}

#: Desk, public pages, login, docs: no inline script, no inline style.
STRICT_POLICY = {"DIRECTIVES": _COMMON | {"script-src": [SELF], "style-src": [SELF]}}

#: The admin's theme runs Alpine, which evaluates attributes, and sets its colours in a style element a page.
ADMIN_POLICY = {
    "DIRECTIVES": _COMMON | {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}
}
