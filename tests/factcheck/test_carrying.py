"""Claims from one version to the next: they go on, drift or are gone, and what they said before stays beside it."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from factcheck import takedown
from factcheck.claims import store_claims, store_proposals
from factcheck.extraction import Span
from factcheck.extraction.types import Quantity
from factcheck.models import ArticleVersion, Claim, ClaimAnchor, ClaimDrift, Event, Payload
from factcheck.signals import claims_carried
from reviews.models import Review
from tests.factories import ArticleFactory, ArticleVersionFactory, UserFactory
from tests.findings import analysis, finding

pytestmark = pytest.mark.django_db

LEAD = "A storm crossed the coast on Monday night."
FORTY, FIFTY = "The harbour lost 40 containers", "The harbour lost 50 containers"
HURT = "Two pilots were hurt"
TEXT = f"{LEAD}\n\n{FORTY}. {HURT}."


def read(article, text: str, *findings, **options) -> ArticleVersion:
    """The next version of ``article``, read: an engine found ``findings`` in it, quotes or more."""
    number = article.versions.count() + 1
    version = ArticleVersionFactory(article=article, number=number, text=text)
    found = [finding(text, one) if isinstance(one, str) else one for one in findings]
    with transaction.atomic():
        store_claims(version, analysis(text, *found, **options))
    return version


def anchor_in(version: ArticleVersion, claim: Claim) -> ClaimAnchor:
    return ClaimAnchor.objects.get(version=version, claim=claim)


@pytest.fixture
def article(desk):
    return ArticleFactory()


@pytest.fixture
def claim(article) -> Claim:
    """One that stands in the article's first version, beside another."""
    read(article, TEXT, finding(TEXT, FORTY, claimant="Smith"), HURT)
    return Claim.objects.get(label=FORTY)


@pytest.mark.parametrize(
    ("text", "context_changed"),
    [
        (f"{TEXT}\n\nMore follows.", False),
        (f"Live.\n\n{TEXT}", False),
        (f"{LEAD}\n\n{FORTY}. More.", True),
        (f"{LEAD}\n\nOn Monday. {FORTY}.", True),
    ],
)
def test_a_claim_goes_on_where_its_words_stand(article, claim, text, context_changed):
    version = read(article, text, finding(text, FORTY, claimant="Smith"))

    anchor = anchor_in(version, claim)
    assert (anchor.quote, anchor.status, anchor.context_changed) == (FORTY, "anchored", context_changed)
    assert text[anchor.start : anchor.end] == FORTY
    assert Claim.objects.count() == Review.objects.count() == 2
    assert not ClaimDrift.objects.filter(claim=claim).exists()


def test_places_inside_a_reading_go_along(article):
    def with_figure(text):
        at = text.index("40")
        figure = Quantity(
            at, at + 2, "40", Span(at, at + 2), 40, 40, 40, False, False, "exact", None, "count", "container"
        )
        return replace(finding(text, FORTY), quantities=(figure,))

    read(article, TEXT, with_figure(TEXT))
    text = f"Live.\n\n{TEXT}"
    claim = Claim.objects.get()
    for found in ([with_figure(text)], []):  # found again, and not
        article.versions.filter(number=2).exists() or read(article, text, *found)
    text = f"Again. More.\n\n{text}"
    read(article, text)

    claim.refresh_from_db()
    (quantity,) = claim.reading["quantities"]
    assert text[quantity["start"] : quantity["end"]] == "40"
    assert quantity["number"] == {"start": quantity["start"], "end": quantity["end"]}


def test_a_claim_of_which_nothing_changed_is_not_written_again(article, claim):
    text = f"{TEXT}\n\nMore follows."

    with CaptureQueriesContext(connection) as captured:
        read(article, text, finding(text, FORTY, claimant="Smith"), HURT)

    assert not [query["sql"] for query in captured if query["sql"].startswith('UPDATE "factcheck_claim"')]


def test_a_claim_whose_number_changed_drifted_and_is_the_new_finding(article, claim):
    text = TEXT.replace("40", "50")

    version = read(article, text, finding(text, FIFTY, claimant="Smith"), HURT)

    claim.refresh_from_db()
    anchor = anchor_in(version, claim)
    drift = ClaimDrift.objects.get()
    assert (anchor.status, anchor.quote, claim.label) == ("drifted", FIFTY, FIFTY)
    assert (drift.claim, drift.anchor, drift.previous.quote, drift.changed) == (
        claim,
        anchor,
        FORTY,
        ["number"],
    )
    assert (drift.words["before"]["quote"], drift.words["after"]["quote"]) == (FORTY, FIFTY)
    assert drift.words["before"]["reading"]["statement"] == FORTY
    assert drift.words["changes"] == [{"what": "number", "old": "40", "new": "50"}]
    assert Claim.objects.count() == Review.objects.count() == 2
    event = Event.objects.get(stream=f"claim:{claim.pk}")
    assert (event.kind, event.payload.content["changed"]) == ("claim.drifted", ["number"])


def test_what_people_changed_is_kept_with_the_words_that_they_changed(article, claim):
    Claim.objects.update(overlay={"label": "by hand"}, suggestion={"label": "by a model"})
    text = TEXT.replace("40", "50")

    read(article, text, finding(text, FIFTY, claimant="Smith"), HURT)

    claim.refresh_from_db()
    assert (claim.current["label"], claim.suggestion) == (FIFTY, {})
    assert ClaimDrift.objects.get().words["before"]["overlay"] == {"label": "by hand"}
    other = Claim.objects.exclude(pk=claim.pk).get()
    assert (other.overlay, other.suggestion) == ({"label": "by hand"}, {"label": "by a model"})


def test_a_claim_whose_words_went_is_gone_once(article, claim):
    second = read(article, LEAD)
    third = read(article, f"{LEAD} More.")

    anchor = anchor_in(second, claim)
    assert (anchor.status, anchor.quote, anchor.start, anchor.end) == ("gone", "", 0, 0)
    assert not ClaimAnchor.objects.filter(version=third).exists()
    assert ClaimDrift.objects.get(claim=claim).words["before"]["quote"] == FORTY
    assert [event.kind for event in Event.objects.filter(stream=f"claim:{claim.pk}")] == ["claim.gone"]


def test_a_claim_that_comes_back_as_it_was_is_the_same_claim(article, claim):
    read(article, LEAD)
    text = f"{TEXT}\n\nAnd more."

    third = read(article, text, finding(text, FORTY, claimant="Smith"), HURT)

    assert anchor_in(third, claim).status == "anchored"
    assert Claim.objects.count() == 2
    assert Event.objects.filter(stream=f"claim:{claim.pk}").latest("seq").kind == "claim.returned"


@pytest.mark.parametrize(
    "back",
    [
        pytest.param(
            f"{LEAD}\n\nElsewhere, in another town, years ago: {FORTY}. It was bad.", id="elsewhere"
        ),
        pytest.param(f"{LEAD}\n\n{FIFTY}. {HURT}.", id="with another number"),
    ],
)
def test_a_look_alike_of_what_is_gone_is_a_claim_of_its_own(article, claim, back):
    read(article, LEAD)
    quote = FORTY if FORTY in back else FIFTY

    third = read(article, back, finding(back, quote, claimant="Smith"))

    assert not ClaimAnchor.objects.filter(version=third, claim=claim).exists()
    assert ClaimAnchor.objects.get(version=third, quote=quote).claim != claim


def test_the_same_words_of_another_claimant_drifted(article, claim):
    text = f"{TEXT} More."

    version = read(article, text, finding(text, FORTY, claimant="Cole"), HURT)

    claim.refresh_from_db()
    assert (anchor_in(version, claim).status, claim.claimant) == ("drifted", "Cole")
    assert ClaimDrift.objects.get(claim=claim).words["before"]["claimant"] == "Smith"


def test_the_same_words_of_another_day_drifted(article):
    day = replace(finding(TEXT, FORTY), said_at="2024-03-07")
    read(article, TEXT, day)

    read(article, TEXT, replace(day, said_at="2024-03-14"))

    assert ClaimDrift.objects.get().changed == ["time"]


def test_a_persons_claim_keeps_its_own_reading_whatever_the_engine_finds(article, claim):
    Claim.objects.filter(pk=claim.pk).update(origin="person", label="by hand", reading={"label": "by hand"})
    moved, drifted = f"Live.\n\n{TEXT}", f"Live.\n\n{TEXT}".replace("40", "50")

    for text, quote in ((moved, FORTY), (drifted, FIFTY)):
        read(article, text, finding(text, quote, claimant="Smith"), HURT)

    claim.refresh_from_db()
    assert (claim.label, claim.reading, Claim.objects.count()) == ("by hand", {"label": "by hand"}, 2)
    assert ClaimDrift.objects.get().changed == ["number"]


def test_a_claim_goes_on_from_the_last_version_that_was_read(article, claim):
    ArticleVersionFactory(article=article, number=2, text="This one was never read.")
    text = f"{TEXT} More."

    version = read(article, text, finding(text, FORTY, claimant="Smith"), HURT)

    assert anchor_in(version, claim).status == "anchored"


def test_reading_a_version_again_moves_nothing(article, claim):
    text = TEXT.replace("40", "50")
    version = read(article, text, finding(text, FIFTY, claimant="Smith"))
    before = list(ClaimAnchor.objects.order_by("pk").values())

    with transaction.atomic():
        again = store_claims(version, analysis(text, finding(text, FIFTY, claimant="Smith")))

    assert again == []
    assert list(ClaimAnchor.objects.order_by("pk").values()) == before
    assert ClaimDrift.objects.count() == 1


def test_a_newer_engine_that_cuts_a_claim_otherwise_finds_no_second_one(article, claim):
    version = article.versions.get()
    longer = finding(TEXT, f"{FORTY}.", claimant="Smith")

    with transaction.atomic():
        new = store_claims(version, analysis(TEXT, longer, engine_version="test-2"))

    claim.refresh_from_db()
    assert (new, claim.engine_version) == ([], "test-2")


def test_what_a_model_proposes_again_in_the_next_version_is_the_same_claim(article, claim):
    first = article.versions.get()
    with transaction.atomic():
        (proposed,) = store_proposals(first, [finding(TEXT, "A storm crossed the coast")], by="model")
    text = f"{TEXT}\n\nMore."
    second = read(article, text, finding(text, FORTY, claimant="Smith"), HURT)

    with transaction.atomic():
        again = store_proposals(second, [finding(text, "A storm crossed the coast")], by="model")

    assert (again, anchor_in(second, proposed).status) == ([], "anchored")


def test_receivers_hear_of_it_all_at_once_inside_the_transaction(article, claim):
    heard = []

    def hear(drifted, gone, **_):
        assert all(drift.pk and drift.anchor.pk for drift in (*drifted, *gone))
        heard.append(([d.claim for d in drifted], [d.claim for d in gone], connection.in_atomic_block))

    claims_carried.connect(hear)
    try:
        read(article, f"{LEAD}\n\n{FIFTY}.")
    finally:
        claims_carried.disconnect(hear)

    other = Claim.objects.exclude(pk=claim.pk).get()
    assert heard == [([claim], [other], True)]


def test_a_receivers_error_rolls_it_all_back(article, claim):
    def refuse(**_):
        raise ValidationError("no")

    claims_carried.connect(refuse)
    try:
        with pytest.raises(ValidationError):
            read(article, TEXT.replace("40", "50"))
    finally:
        claims_carried.disconnect(refuse)

    assert not ClaimDrift.objects.exists()
    assert ClaimAnchor.objects.filter(claim=claim).count() == 1


def test_a_take_down_reaches_both_sides_of_a_drift(article, claim):
    read(article, TEXT.replace("40", "50"))

    takedown.take_down(article.pk, actor=UserFactory(), reason="asked for")

    drift = ClaimDrift.objects.select_related("payload").first()
    assert drift.words["before"]["quote"] == drift.words["after"]["quote"] == ""
    assert not Payload.objects.filter(article_ids__contains=[article.pk], body__contains="harbour").exists()
    assert set(ClaimAnchor.objects.values_list("quote", flat=True)) == {""}


@pytest.mark.parametrize(
    "wrong", [{"quote": "The"}, {"end": 3, "quote": "The"}, {"status": "anchored"}, {"status": "drifted"}]
)
def test_what_is_gone_has_no_place(article, claim, wrong):
    version = ArticleVersionFactory(article=article, number=2, text=TEXT)
    fields = {"claim": claim, "version": version, "start": 0, "end": 0, "status": "gone"} | wrong

    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimAnchor.objects.create(**fields)


def test_a_drift_is_never_changed(article, claim):
    read(article, TEXT.replace("40", "50"))

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ClaimDrift.objects.update(changed=[])


def _posts(upto: int) -> list[str]:
    return [
        f"Post {number}: ships carried {number + 100} crates out of the port" for number in range(upto, 0, -1)
    ]


def test_a_live_blog_keeps_its_claims_and_each_version_costs_the_same(article):
    queries = []
    for number in range(3, 53):
        posts = _posts(number)
        text = ".\n\n".join(posts)
        with CaptureQueriesContext(connection) as captured:
            read(article, text, *posts)
        queries.append(len(captured))

    assert article.versions.count() == 50
    assert Claim.objects.count() == Review.objects.count() == 52
    assert not ClaimDrift.objects.exists()
    assert max(queries[1:]) <= min(queries[1:]) + 2
    assert set(ClaimAnchor.objects.values_list("status", flat=True)) == {"anchored"}
