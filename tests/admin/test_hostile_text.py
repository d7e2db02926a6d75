"""Text of an article is only ever text, wherever the admin shows it."""

import re
from html.parser import HTMLParser

import pytest

from reviews import workflow
from tests.admin.conftest import act, page
from tests.factories import ArticleVersionFactory, ClaimFactory, ReviewFactory, UserFactory

HOSTILE = '<script>alert(1)</script>{{7*7}}" x-init="alert(1)'


@pytest.fixture
def review(db):
    text = f"{HOSTILE} and more was lost.\n\n{HOSTILE}"
    version = ArticleVersionFactory(title=HOSTILE, headline=HOSTILE, text=text, author=HOSTILE)
    version.article.external_id, version.article.failure = HOSTILE, HOSTILE
    version.article.save()
    claim = ClaimFactory(
        version=version,
        quote=HOSTILE,
        label=HOSTILE,
        claimant=HOSTILE,
        figure=HOSTILE,
        reading={
            "proposition": HOSTILE,
            "quantities": [],
            "claimants": [{"name": HOSTILE, "kind": "person", "role": HOSTILE}],
            "check_worthiness": {"reasons": [{"code": "x", "weight": 1.0, "text": HOSTILE}]},
        },
    )
    review = ReviewFactory(claim=claim)
    editor = UserFactory(role="editor")
    workflow.dismiss(review.pk, actor=editor, reason="opinion", note=HOSTILE)
    workflow.reopen(review.pk, actor=editor, reason=HOSTILE)
    return review


class Pieces(HTMLParser):
    """Attributes that a framework would run, and the text of script elements."""

    def __init__(self):
        super().__init__()
        self.run, self.scripts, self.in_script = [], [], False

    def handle_starttag(self, tag, attributes):
        self.in_script = tag == "script"
        self.run += [value for name, value in attributes if re.match(r"x-|:|@|on|hx-", name)]

    def handle_endtag(self, tag):
        self.in_script = False

    def handle_data(self, data):
        if self.in_script:
            self.scripts.append(data.strip())


@pytest.mark.parametrize(
    "address",
    [
        lambda review: "/admin/",
        lambda review: page("reviews_review"),
        lambda review: page("reviews_review") + "?q=%3Cscript%3Ealert(1)",
        lambda review: page("reviews_review", "change", review.pk),
        lambda review: page("reviews_review", "history", review.pk),
        lambda review: act("reviews_review", review.pk, "dismiss"),
        lambda review: page("factcheck_article"),
        lambda review: page("factcheck_article", "change", review.claim.article_id),
        lambda review: act("factcheck_article", review.claim.article_id, "take-down"),
        lambda review: page("factcheck_claim"),
        lambda review: page("factcheck_claim", "change", review.claim_id),
        lambda review: page("factcheck_event"),
        lambda review: page("factcheck_pipelinerun"),
    ],
    ids=["index", "reviews", "search", "review", "history", "dismiss", "articles", "article", "take-down", "claims",
         "claim", "events", "runs"],
)  # fmt: skip
def test_hostile_text_stays_text(enter, review, address):
    response = enter("administrator").get(address(review))

    text = response.content.decode()
    pieces = Pieces()
    pieces.feed(text)
    assert response.status_code == 200
    assert "<script>alert(1)" not in text
    assert not any("alert(1)" in (value or "") for value in pieces.run)
    assert not any(pieces.scripts), "the policy allows no inline script"


def test_the_page_shows_hostile_text_as_it_is(enter, review):
    text = enter("editor").get(page("reviews_review", "change", review.pk)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}&quot; x-init=&quot;alert(1)" in text


def test_what_a_message_repeats_is_escaped(enter, review):
    client = enter("editor")

    text = client.post(act("reviews_review", review.pk, "accept"), follow=True).content.decode()

    assert "accepted" in text
    assert "<script>alert(1)" not in text


def test_evidence_links_only_to_web_addresses(enter):
    from reviews.evidence import EvidenceInput
    from reviews.models import Evidence
    from tests.factories import VerdictFactory, default_desk

    default_desk(undo_seconds=0)
    evidence = [
        EvidenceInput(kind="document", stance="supports", url="https://example.org/log", title=HOSTILE)
    ]
    verdict = VerdictFactory(review=ReviewFactory(state="open"), evidence=evidence)

    text = enter("editor").get(page("reviews_review", "change", verdict.review_id)).content.decode()

    assert Evidence.objects.exists()
    assert 'href="https://example.org/log" rel="noopener noreferrer nofollow"' in text
    assert "<script>alert(1)" not in text


def test_the_admins_policy_allows_what_its_theme_needs_and_nothing_from_outside(enter):
    response = enter("editor").get("/admin/")

    policy = response["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-eval'" in policy
    assert not re.search(r'(?:src|href)="(?:https?:)?//', response.content.decode())
