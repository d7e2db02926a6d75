"""Who asks: a bearer token, or the desk's session with its CSRF token."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from factcheck import tokens
from factcheck.models import ApiToken, User


class BearerToken(authentication.BaseAuthentication):
    """``Authorization: Bearer fck_…``; ``Token`` is taken as well, because older clients send it."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() not in {"bearer", "token"}:
            return None
        token = tokens.find_token(secret.strip())
        if token is None:
            raise exceptions.AuthenticationFailed(
                "The token is unknown, expired or revoked. Ask for a new one."
            )
        token.user.narrow_to(token.scopes)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="factcheck"'


class Session(authentication.SessionAuthentication):
    """The desk's own pages. 401, not 403, for whoever is not signed in is the bearer class's doing."""


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = BearerToken
    name = "bearer"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token made by `manage.py create_token`.",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = Session
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        from django.conf import settings

        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
