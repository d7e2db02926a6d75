"""How an article came over the API, what the workers did for it, and having them do it again."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck import pipeline
from factcheck.api.article_base import ArticleViews
from factcheck.api.article_serializers import ArrivalSerializer, ArticleDetailSerializer, RunSerializer
from factcheck.api.idempotent import idempotent
from factcheck.api.pagination import InOrder
from factcheck.api.permissions import caller
from factcheck.models import PipelineRun


class WorkViews(ArticleViews):
    @extend_schema(request=None, responses={202: ArticleDetailSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def retry(self, request: Request, pk: str) -> Response:
        """Queue a failed article again."""
        article = self.get_object()
        pipeline.retry(article.pk, actor=caller(request))
        self.quoted_article_ids = [article.pk]
        return Response(self.detail_of(article.pk), status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses=ArrivalSerializer(many=True))
    @action(detail=True, pagination_class=InOrder, filterset_class=None)
    def arrivals(self, request: Request, pk: str) -> Response:
        """How it came, oldest first: addresses, pages and files, and what was cut from them."""
        arrivals = self.get_object().arrivals.select_related("version").defer("version__text")
        page = self.paginate_queryset(arrivals)
        return self.get_paginated_response(ArrivalSerializer(page, many=True).data)

    @extend_schema(responses=RunSerializer(many=True))
    @action(detail=True, pagination_class=InOrder, filterset_class=None)
    def runs(self, request: Request, pk: str) -> Response:
        """What the workers did for it and do, oldest first."""
        runs = PipelineRun.objects.of_article(self.get_object()).select_related("version").order_by("pk")
        page = self.paginate_queryset(runs.defer("version__text"))
        return self.get_paginated_response(RunSerializer(page, many=True).data)

    @extend_schema(request=None, responses={202: ArticleDetailSerializer})
    @action(detail=True, methods=["post"], url_path=r"runs/(?P<step>[a-z]+)", url_name="rerun")
    @idempotent
    def rerun(self, request: Request, pk: str, step: str) -> Response:
        """Do one step once more: ``fetch``, ``clean``, ``extract`` or ``match``. Claims keep number and history."""
        article = self.get_object()
        if step not in pipeline.REPEATABLE:
            raise Http404
        pipeline.rerun(article.pk, step=step, actor=caller(request))
        self.quoted_article_ids = [article.pk]
        return Response(self.detail_of(article.pk), status=status.HTTP_202_ACCEPTED)
