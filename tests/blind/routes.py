"""Every route of the desk, and how it is asked. A route that is not here fails ``test_every_route_has_a_row``.

A row is what is asked: addresses with ``{number}`` of the newsroom, and a body where something is sent. ``{mine}`` is the
asker's own assignment. Reads that no review has a part in are asked in one scene only.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from reviews.admin.reviews import ReviewAdmin


@dataclass(frozen=True)
class Row:
    addresses: tuple[str, ...]
    #: More of the same, asked in the first scene alone.
    also: tuple[str, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)
    #: In every scene; else in the first alone.
    everywhere: bool = True
    #: What differs and tells nothing: patterns, which are blanked.
    blurred: tuple[str, ...] = ()

    def asked(self, *, in_full: bool) -> tuple[str, ...]:
        return (*self.addresses, *self.also) if in_full else self.addresses


def ask(*addresses: str, also: tuple[str, ...] = (), blurred: tuple[str, ...] = (), **body: Any) -> Row:
    return Row(addresses, also, body, blurred=blurred)


def aside(*addresses: str, **body: Any) -> Row:
    """No review has a part in it, or another row asks the same."""
    return Row(addresses, (), body, everywhere=False)


#: A verdict's number is given out over the whole desk: it tells that somebody ruled on something.
_NUMBER_OF_VERDICT = (r'"id": ?\d+', r"/verdicts/\d+/")
#: So is a comment's.
_NUMBER_OF_COMMENT = (r'"(id|thread)": ?\d+', r"/comments/\d+/", r"comment-\d+")
#: An event's number counts what happened on the whole desk.
_OF_AN_EVENT = (r'"(id|event|position)": ?\d+',)

#: A link is drawn.
_OF_A_LINK = (r'"address": ?"[^"]*"', r'"id": ?\d+')
#: Digests and salts of rows are drawn too.
_DRAWN = (r'"salt": ?"[0-9a-f]+"',)

API: dict[tuple[str, str], Row] = {
    ("GET", "agreement/"): ask("agreement/", also=("agreement/?desk=news",)),
    ("GET", "agreement/pairs/"): ask("agreement/pairs/?desk=news"),
    ("GET", "articles/"): aside("articles/"),
    ("POST", "articles/"): aside("articles/", text="Twelve ships sank, the admiral said."),
    ("POST", "articles/batch/"): aside("articles/batch/"),
    ("PUT", "articles/by-external-id/a-1/"): aside("articles/by-external-id/a-1/"),
    ("GET", "articles/1/"): ask("articles/{article}/"),
    ("GET", "articles/1/claims/"): aside("articles/{article}/claims/"),
    ("POST", "articles/1/append/"): aside("articles/{article}/append/", text="Five more sank."),
    ("POST", "articles/1/claims/"): aside("articles/{article}/claims/"),
    ("GET", "articles/1/arrivals/"): aside("articles/{article}/arrivals/"),
    ("GET", "articles/1/runs/"): aside("articles/{article}/runs/"),
    ("POST", "articles/1/runs/extract/"): aside("articles/{article}/runs/extract/"),
    ("POST", "articles/1/retry/"): aside("articles/{article}/retry/"),
    ("POST", "articles/1/legal-hold/"): ask("articles/{article}/legal-hold/", reason="case 12"),
    ("POST", "articles/1/lift-legal-hold/"): ask("articles/{article}/lift-legal-hold/", reason="case 12"),
    ("POST", "articles/1/takedown/"): ask("articles/{article}/takedown/", reason="a court said so"),
    ("GET", "articles/1/versions/"): aside("articles/{article}/versions/"),
    ("GET", "articles/1/versions/1/diff/"): aside("articles/{article}/versions/1/diff/"),
    ("GET", "claims/"): aside("claims/"),
    ("POST", "claims/"): aside("claims/"),
    ("GET", "claims/1/"): ask("claims/{claim}/", "claims/{claim}/?at={now}"),
    ("GET", "comments/1/"): ask("comments/{comment of colleague}/"),
    ("PATCH", "comments/1/"): ask("comments/{comment of colleague}/", text="I never said so."),
    ("POST", "comments/1/withdraw/"): ask("comments/{comment of colleague}/withdraw/"),
    ("GET", "evidence/"): ask("evidence/", also=("evidence/?review={review}", "evidence/?stance=refutes")),
    ("GET", "evidence/1/"): ask("evidence/{evidence of colleague}/"),
    ("GET", "evidence/1/attachment/"): ask("evidence/{evidence of colleague}/attachment/"),
    ("POST", "evidence/attachments/"): aside("evidence/attachments/"),
    ("GET", "evidence/attachments/1/"): ask("evidence/attachments/{file of colleague}/"),
    ("DELETE", "evidence/attachments/1/"): ask("evidence/attachments/{file of colleague}/"),
    ("POST", "evidence/fetch/"): aside("evidence/fetch/", url="https://a.example/", review="review"),
    ("GET", "evidence/fetch/1/"): aside("evidence/fetch/1/"),
    ("PATCH", "claims/1/"): aside("claims/{claim}/", label="Fewer"),
    ("GET", "claims/1/history/"): ask("claims/{claim}/history/"),
    ("GET", "feeds/"): aside("feeds/"),
    ("POST", "feeds/"): aside("feeds/"),
    ("GET", "feeds/1/"): aside("feeds/1/"),
    ("PATCH", "feeds/1/"): aside("feeds/1/"),
    ("POST", "feeds/1/look/"): aside("feeds/1/look/"),
    ("POST", "feeds/1/pause/"): aside("feeds/1/pause/"),
    ("POST", "feeds/1/resume/"): aside("feeds/1/resume/"),
    ("GET", "me/"): aside("me/"),
    ("GET", "notices/"): ask("notices/"),
    ("GET", "notices/unread/"): ask("notices/unread/"),
    ("GET", "notices/mail/"): aside("notices/mail/"),
    ("PUT", "notices/mail/"): aside("notices/mail/"),
    ("POST", "notices/1/read/"): ask("notices/1/read/"),
    ("POST", "notices/read-all/"): ask("notices/read-all/"),
    ("GET", "presence/"): ask("presence/?review={review}"),
    ("POST", "presence/"): ask("presence/", review="review"),
    ("GET", "me/conflicts/"): aside("me/conflicts/"),
    ("POST", "me/conflicts/"): aside("me/conflicts/"),
    ("POST", "me/conflicts/1/end/"): aside("me/conflicts/1/end/"),
    ("GET", "queue/preview/"): ask("queue/preview/"),
    ("POST", "queue/preview/"): ask("queue/preview/"),
    ("POST", "queue/hand-over/"): ask(
        "queue/hand-over/", **{"from": "colleague", "to": "reviewer-who-did-not-take-it"}
    ),
    ("POST", "reviews/1/assign/"): ask("reviews/{review}/assign/", reviewer="reviewer-who-did-not-take-it"),
    ("GET", "publishers/"): aside("publishers/"),
    ("GET", "rating-scales/"): aside("rating-scales/"),
    ("GET", "rating-scales/1/"): aside("rating-scales/{scale}/"),
    ("GET", "queue/"): ask("queue/"),
    ("GET", "queue/mine/"): ask("queue/mine/"),
    ("POST", "queue/next/"): ask("queue/next/"),
    ("GET", "assignments/1/"): ask("assignments/{assignment of colleague}/", also=("assignments/{mine}/",)),
    ("GET", "assignments/1/draft/"): ask("assignments/{assignment of colleague}/draft/"),
    ("PUT", "assignments/1/draft/"): aside("assignments/{mine}/draft/"),
    ("DELETE", "assignments/1/draft/"): aside("assignments/{mine}/draft/"),
    ("POST", "assignments/1/display/"): ask("assignments/{mine}/display/"),
    ("POST", "assignments/1/heartbeat/"): ask(
        "assignments/{mine}/heartbeat/", also=("assignments/{assignment of colleague}/heartbeat/",)
    ),
    ("POST", "assignments/1/release/"): ask("assignments/{mine}/release/"),
    ("POST", "assignments/1/skip/"): ask("assignments/{mine}/skip/", reason="not mine"),
    ("POST", "assignments/1/verdict/"): ask(
        "assignments/{mine}/verdict/",
        also=("assignments/{assignment of colleague}/verdict/",),
        blurred=_NUMBER_OF_VERDICT,
        rating="confirmed",
        rationale="The log says so.",
        claim_revision=1,
    ),
    ("GET", "reviews/"): ask(
        "reviews/",
        "reviews/?state=open",
        also=("reviews/?state=disputed", "reviews/?state=decided", "reviews/?article={article}&limit=1"),
    ),
    ("GET", "reviews/1/"): ask("reviews/{review}/", "reviews/{review}/?at={now}", also=("reviews/{other}/",)),
    ("GET", "reviews/1/adjudication/"): ask("reviews/{review}/adjudication/"),
    ("GET", "reviews/1/history/"): ask("reviews/{review}/history/", blurred=_OF_AN_EVENT),
    ("GET", "reviews/1/dossier.zip"): ask(
        "reviews/{review}/dossier.zip", "reviews/{review}/dossier.zip?at={now}", blurred=_OF_AN_EVENT + _DRAWN
    ),
    ("POST", "reviews/1/accept/"): ask("reviews/{review}/accept/"),
    ("POST", "reviews/1/adjudicate/"): ask("reviews/{review}/adjudicate/", rating="confirmed", summary="so"),
    ("POST", "reviews/1/dismiss/"): ask("reviews/{review}/dismiss/", reason="trivial"),
    ("GET", "reviews/1/comments/"): ask("reviews/{review}/comments/"),
    ("POST", "reviews/1/comments/"): ask(
        "reviews/{review}/comments/", blurred=_NUMBER_OF_COMMENT, text="What of the log?"
    ),
    ("GET", "reviews/1/expert-links/"): ask("reviews/{review}/expert-links/"),
    ("POST", "reviews/1/confirm-sightings/"): ask("reviews/{review}/confirm-sightings/"),
    ("POST", "reviews/1/correct-span/"): ask("reviews/{review}/correct-span/"),
    ("POST", "reviews/1/expert-links/"): ask(
        "reviews/{review}/expert-links/",
        blurred=_OF_A_LINK,
        name="Dr. Vale",
        question="Can that be?",
        days=3,
        evidence=["evidence of colleague"],
    ),
    ("POST", "reviews/1/expert-links/1/revoke/"): ask("reviews/{review}/expert-links/{link}/revoke/"),
    ("POST", "reviews/1/hold/"): ask("reviews/{review}/hold/", reason="waits"),
    ("POST", "reviews/1/inherit/"): ask("reviews/{review}/inherit/", fact_check="published"),
    ("POST", "reviews/1/join-duplicate/"): ask("reviews/{review}/join-duplicate/"),
    ("POST", "reviews/1/lease/"): ask("reviews/{review}/lease/"),
    ("POST", "reviews/1/merge/"): ask("reviews/{review}/merge/", into="merged"),
    ("POST", "reviews/1/pick/"): ask("reviews/{review}/pick/", rating="confirmed"),
    ("POST", "reviews/1/legal-hold/"): ask("reviews/{review}/legal-hold/", reason="case 12"),
    ("POST", "reviews/1/lift-legal-hold/"): ask("reviews/{review}/lift-legal-hold/", reason="case 12"),
    ("POST", "reviews/1/reopen/"): ask("reviews/{review}/reopen/", reason="new data"),
    ("POST", "reviews/1/send-back/"): ask("reviews/{review}/send-back/", comment="again"),
    ("POST", "reviews/1/split/"): ask("reviews/{review}/split/", claims=["claim"]),
    ("POST", "reviews/1/unmerge/"): ask("reviews/{review}/unmerge/", reason="not the same"),
    ("POST", "reviews/1/wake/"): ask("reviews/{review}/wake/"),
    ("GET", "verdicts/"): ask(
        "verdicts/",
        "verdicts/?reviewer=colleague",
        also=("verdicts/?review={review}", "verdicts/?rating=wrong", "verdicts/?limit=1"),
    ),
    ("GET", "verdicts/1/"): ask(
        "verdicts/{verdict of colleague}/", "verdicts/{verdict of reviewer who ruled}/"
    ),
    ("POST", "verdicts/1/retract/"): ask(
        "verdicts/{verdict of colleague}/retract/", "verdicts/{verdict of reviewer who ruled}/retract/"
    ),
}

#: An event's number and place in its list count what happened on the whole desk.
_NUMBER_OF_EVENT = (r"/event/\d+/", r'(?s)<th[^>]*class="[^"]*field-number.*?</th>', r">\d+</a>")

#: Pages of the admin, by model. A model without pages here is one that no review has a part in: see ``ADMIN_ASIDE``.
ADMIN: dict[str, Row] = {
    "reviews.review": ask(
        "reviews/review/?state=open",
        "reviews/review/?state=open&since=hour",
        "reviews/review/?state=open&dispute_kind=differ",
        "reviews/review/?state=open&verdicts__isnull=0",
        "reviews/review/{review}/change/",
        "reviews/review/{review}/case/",
        also=(
            "reviews/review/?state=all",
            "reviews/review/?state=disputed",
            "reviews/review/?state=decided",
            "reviews/review/{review}/history/",
            "reviews/review/agreement/",
        ),
    ),
    "factcheck.desk": aside("factcheck/desk/{desk}/preview/"),
    "factcheck.event": ask(
        "factcheck/event/?q=review:{review}",
        also=("factcheck/event/", "factcheck/event/{event of colleague}/change/"),
        blurred=_NUMBER_OF_EVENT,
    ),
    "factcheck.claim": aside("factcheck/claim/{claim}/change/"),
    "factcheck.article": aside("factcheck/article/{article}/change/"),
    "reviews.factcheck": aside("reviews/factcheck/"),
    "reviews.editortask": aside("reviews/editortask/"),
    "factcheck.user": ask("factcheck/user/?verdicts={verdict of colleague}", also=("factcheck/user/",)),
}
#: The forms of what is done to a review. Which acts it takes, and what they offer, tells how it stands.
ACT_FORMS = ask(*(f"reviews/review/{{review}}/do/{act.name}/" for act in ReviewAdmin.acts))
ADMIN_ASIDE = {
    "auth.group": "names of roles",
    "factcheck.apitoken": "tokens",
    "factcheck.feed": "addresses of feeds",
    "factcheck.newsroom": "the newsroom's name",
    "factcheck.pipelinerun": "the engine's work",
    "factcheck.publisher": "outlets",
    "reviews.ratingscale": "scales",
    "reviews.conflictofinterest": "what people declare of themselves",
}
#: The views that every model's admin has. ``act`` is what ``tests/reviews/test_every_move.py`` goes through.
ADMIN_VIEWS = {"changelist", "add", "history", "delete", "change", "act"}

#: Everything else, by its route.
PAGES: dict[str, Row] = {
    "admin/": ask("/admin/"),
    "admin/search/": aside("/admin/search/?s=containers"),
    "desk/": aside("/desk/"),
    "desk/add/": aside("/desk/add/"),
    "expert/": ask("/expert/{secret of expert}/"),
}
PAGES_ASIDE = {
    "": "leads to the desk",
    "livez": "says that it lives",
    "expert/open/": "binds a link to a browser, and leads to its page",
    "expert/answer/": "takes the expert's one answer, and leads to their page",
    "unsubscribe/": "ends mails to one person",
    "readyz": "says that its servers live",
    "admin/login/": "leads to the one login",
    "admin/logout/": "ends a session",
    "admin/password_change/": "the user's own",
    "admin/password_change/done/": "the user's own",
    "admin/autocomplete/": "no form of ours asks it",
    "admin/jsi18n/": "words of the interface",
    "admin/r/": "leads to a page of the site",
    "admin/factcheck/user/password/": "an administrator's word to a user",
    "admin/app/": "names of models",
    "admin/anything else": "leads to the same with a slash",
    "accounts/login/": "before one is anybody",
    "accounts/logout/": "ends a session",
    "accounts/inactive/": "before one is anybody",
    "api/schema/": "the document, which is public",
    "api/docs/": "the document, which is public",
}


_OF_A_MODEL = r"admin/(?!password_change)(\w+)/(\w+)/(.*)$"


def patterns() -> Iterator[tuple[str, URLPattern]]:
    def walk(entries: Any, prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for entry in entries:
            path = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, path)
            else:
                yield path, entry

    return walk(get_resolver().url_patterns, "")


def admin_views() -> set[tuple[str, str]]:
    """(model, view) for every page that belongs to a model's admin."""
    found = set()
    for path, _entry in patterns():
        if match := re.match(_OF_A_MODEL, path):
            app, model, rest = match.groups()
            view = {
                "": "changelist",
                "add/": "add",
                "<path:object_id>/": "change",
                "<path:object_id>/do/<slug:act_name>/": "act",
            }.get(rest, rest.removeprefix("<path:object_id>/").strip("/"))
            found.add((f"{app}.{model}", view))
    return found


def pages() -> set[str]:
    """The routes of everything that is neither the API's nor of a model's admin."""
    found = set()
    for path, _entry in patterns():
        if path.startswith("api/v1/") or re.match(_OF_A_MODEL, path):
            continue
        path = path.replace("^(?P<app_label>factcheck|auth|reviews)/$", "app/")
        path = path.replace("(?P<url>.*)$", "anything else").replace(
            "<path:content_type_id>/<path:object_id>/", ""
        )
        path = re.sub(r"\^\(\?P<secret>.*?\)/", "", path).rstrip("$").replace("<str:token>/", "")
        found.add(path.replace(r"^(?P<place>[\w/-]*)", ""))
    return found


__all__ = [
    "ACT_FORMS",
    "ADMIN",
    "ADMIN_ASIDE",
    "ADMIN_VIEWS",
    "API",
    "PAGES",
    "PAGES_ASIDE",
    "Row",
    "admin_views",
    "pages",
]
