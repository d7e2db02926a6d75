"""Publishers over the API."""

from rest_framework import mixins, serializers, viewsets

from factcheck.api.pagination import InOrder
from factcheck.models import Publisher


class PublisherSerializer(serializers.ModelSerializer):
    class Meta:
        model = Publisher
        fields = ["id", "slug", "name", "domain", "kind", "country", "time_zone"]
        read_only_fields = fields


class PublisherViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Everybody whose articles came in, in the order in which they were added."""

    queryset = Publisher.objects.all()
    serializer_class = PublisherSerializer
    pagination_class = InOrder
    scopes = {"list": "articles:read"}
