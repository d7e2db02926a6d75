"""What the desk puts beside a claim and an article: the way to their reviews."""

from collections.abc import Iterator

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.admin.beside import Link, put_beside
from factcheck.admin.display import url_of
from factcheck.models import Article, Claim
from reviews.blindness import told_of
from reviews.models import Review, Sighting


@put_beside(Claim)
def review_of_claim(claim: Model) -> Iterator[Link]:
    sighting = Sighting.objects.select_related("review").filter(claim=claim.pk).first()
    if sighting:
        review = sighting.review
        told = told_of(review, at=timezone.now())
        text = _("Review %(number)d (%(state)s)") % {"number": review.pk, "state": told.state.label}
        yield Link(text, url_of(review))


@put_beside(Review)
def dossier_of_review(review: Model) -> Iterator[Link]:
    yield Link(_("Dossier"), reverse("dossier", args=[review.pk]))


@put_beside(Article)
def reviews_of_article(article: Model) -> Iterator[Link]:
    everything = f"{reverse('admin:reviews_review_changelist')}?state=all&claim__article={article.pk}"
    yield Link(_("Reviews of this article"), everything)
