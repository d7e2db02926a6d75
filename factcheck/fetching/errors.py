"""Why an address was not fetched: a stable code, and a sentence that a journalist understands."""

from http import HTTPStatus

from factcheck.errors import DomainError

#: What is never going to work however often it is tried. ``{}`` takes what the caller names: a host, a number.
_REFUSALS = {
    "no_address": "This is not a web address. It has to begin with http:// or https:// and name a site.",
    "scheme_not_allowed": "Only http and https addresses are fetched, not “{}:”.",
    "address_malformed": "The address cannot be read: {}. Copy it from the browser once more.",
    "address_too_long": "The address is longer than {} characters.",
    "password_in_address": "The address carries a user name or password (“…@”). Leave that part out.",
    "port_not_allowed": "The address names port {}. Only the web's usual ports, 80 and 443, are fetched.",
    "host_disguised": "“{}” is a number that stands for a host. Write the site's name.",
    "host_not_public": "“{}” is a name inside a network, not a public web site.",
    "private_address": "“{}” leads into a private network, which the desk never opens.",
    "redirect_loop": "The site sends visitors in a circle, often because it wants cookies.",
    "too_many_redirects": "The site sent us on {} times without showing a page.",
    "robots_disallowed": "The site's robots.txt asks programs to stay away from this page.",
    "not_for_us": "The site does not show this page to us (status {}): it may want a subscription or keeps"
    " programs out.",
    "not_found": "There is no page at this address (status {}).",
    "unexpected_status": "The site answered in a way that is not a page (status {}).",
    "too_large": "What is there is larger than {} MB.",
    "encoding_not_read": "The page comes packed in a way that we do not unpack (“{}”).",
    "broken_packing": "The page is packed and cannot be unpacked.",
    "empty": "The page is empty.",
    "kind_not_read": "There is {} at this address, not an article.",
    "certificate": "The site's certificate is not valid, so nobody can tell whether the page is really theirs.",
}
#: What may work later.
_HITCHES = {
    "host_unknown": "No site of the name “{}” can be found.",
    "no_connection": "The site “{}” cannot be reached.",
    "too_slow": "The site did not send the whole page within {} seconds.",
    "broken_answer": "The site broke off or sent something that is not a web page.",
    "server_error": "The site has a fault of its own (status {}).",
    "asked_to_wait": "The site asks us to come back later (status {}).",
    "host_busy": "We have asked “{}” for much lately, and wait so as not to be a burden.",
    "robots_unreachable": "The site's robots.txt, which says whether we may read the page, cannot be had now.",
    "desk_busy": "The desk cannot look up what it last asked of this site.",
}
#: The desk keeps itself back: the site did nothing wrong, and it says nothing of the page.
_OURS = frozenset({"host_busy", "desk_busy"})
CODES = frozenset(_REFUSALS) | frozenset(_HITCHES)


class FetchFailed(DomainError):
    """Nothing was fetched, for a reason that is named. Which of the two kinds says whether to try again."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The address was not fetched."
    _sentences: dict[str, str]

    def __init__(self, code: str, named: object = "", *, retry_seconds: float | None = None) -> None:
        super().__init__(self._sentences[code].format(named))
        self.code = code
        self.retry_seconds = retry_seconds


class Refused(FetchFailed):
    """It will not work later either, unless the page or its site changes."""

    _sentences = _REFUSALS


class Hitch(FetchFailed):
    """It may work later."""

    _sentences = _HITCHES

    @property
    def is_ours(self) -> bool:
        """Nobody was asked: it is no failed attempt."""
        return self.code in _OURS
