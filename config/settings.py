"""Every setting of Factcheck. What a newsroom may change comes from the environment (README, "Configuration").

Without DATABASE_URL this is demo mode: the servers that ``make up`` started say where they are in
``DATA_DIR/run/servers.json``; the desk listens on loopback only.
"""

import logging
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import env
from config.data_dir import DataDir
from config.database_url import parse_database_url
from config.logs import logging_config

# One worker process a core: threads of the linear algebra library on top would fight for the same cores (measured:
# a parse of many short lines takes six times as long). Read when numpy is imported, so it stands up here.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", ".data")).resolve()
PORT = env.whole("PORT", 8000, least=1, most=65535)

# --- Where the servers are ---------------------------------------------------------------------------
DEMO = not env.text("DATABASE_URL")


#: Addresses and secrets of the servers that ``make up`` runs for this DATA_DIR; empty when it does not.
_embedded = DataDir(DATA_DIR).servers() if DEMO else {}
_database_url = env.text("DATABASE_URL") or _embedded.get("DATABASE_URL", "")
_owner_url = env.text("DATABASE_OWNER_URL") or _embedded.get("DATABASE_OWNER_URL", "")
REDIS_URL = env.text("REDIS_URL") or _embedded.get("REDIS_URL", "redis://127.0.0.1:6379/0")
BROKER_URL = env.text("BROKER_URL") or REDIS_URL

if _database_url:
    DATABASES = {"default": parse_database_url(_database_url, variable="DATABASE_URL")}
    if env.flag("PREPARE_STATEMENTS", default=DEMO):
        # PostgreSQL keeps the plans of what is asked with every request (factcheck.prepared), in the session. Off by
        # default where we do not know what stands between: an older pgbouncer hands a session to somebody else.
        DATABASES["default"]["OPTIONS"] |= {"prepare_threshold": 1}
    if _owner_url:
        # The role that owns the tables; `migrate` uses it, nothing else does. The application's own role can
        # then neither truncate nor alter what is append-only.
        DATABASES["owner"] = parse_database_url(_owner_url, variable="DATABASE_OWNER_URL") | {
            "TEST": {"MIRROR": "default"}
        }
else:
    # `extract`, `check` and the like need no database; whatever does says so on its first query.
    DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "factcheck",
    }
}

# --- Security ----------------------------------------------------------------------------------------
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY") or _embedded.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not DEMO:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    # Nothing is signed by a command that runs without the desk; a key of the moment is enough.
    SECRET_KEY = os.urandom(32).hex()
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if DEMO else "")
CSRF_TRUSTED_ORIGINS = env.listed("CSRF_TRUSTED_ORIGINS")
HTTPS = env.flag("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
# Cookies know no port: two desks on one machine would sign each other's users out.
SESSION_COOKIE_NAME = f"factcheck_session_{PORT}"
CSRF_COOKIE_NAME = f"factcheck_csrf_{PORT}"
X_FRAME_OPTIONS = "DENY"

# --- What is installed -------------------------------------------------------------------------------
INSTALLED_APPS = [
    "factcheck",  # first: its frame of the admin and its sign-in page take the place of unfold's and allauth's
    "unfold",  # before django.contrib.admin: it replaces its templates
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_filters",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "rest_framework",
    "reviews",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "config.middleware.AnswerRequestId",
    "config.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.UserTimeZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Users -------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "factcheck.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "factcheck.accounts.ClosedSignup"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by an administrator, who vouches for the address
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
# Failed sign-ins are limited by address. Behind a proxy all come from one: a stranger would lock everybody out.
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole("TRUSTED_PROXIES", 1 if HTTPS else 0)

# --- API ---------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "factcheck.api.authentication.BearerToken",
        "factcheck.api.authentication.Session",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["factcheck.api.permissions.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["factcheck.api.parsers.StrictJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["factcheck.api.filters.DeclaredFilters"],
    "DEFAULT_METADATA_CLASS": "factcheck.api.metadata.NoForms",
    "DEFAULT_PAGINATION_CLASS": "factcheck.api.pagination.NewestFirst",
    "DEFAULT_SCHEMA_CLASS": "factcheck.api.schema.ProblemSchema",
    "EXCEPTION_HANDLER": "config.problems.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Factcheck API",
    "DESCRIPTION": "Post articles, read claims and verdicts, work the review queue.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "ENUM_NAME_OVERRIDES": {
        "ArrivalKindEnum": "factcheck.models.Arrival.Kind",
        "ArticleStatusEnum": "factcheck.models.Article.Status",
        "AssignmentStatusEnum": "reviews.models.Assignment.Status",
        "CloseReasonEnum": "reviews.models.Verdict.CloseReason",
        "DismissReasonEnum": "reviews.models.Review.DismissReason",
        "EvidenceKindEnum": "reviews.models.Evidence.Kind",
        "PageReadingStatusEnum": "reviews.models.PageReading.Status",
        "PipelineStepEnum": "factcheck.models.PipelineRun.Step",
        "PublisherKindEnum": "factcheck.models.Publisher.Kind",
        "ReviewStateEnum": "reviews.models.Review.State",
        "RunStatusEnum": "factcheck.models.PipelineRun.Status",
        "VerdictTargetEnum": "reviews.models.Verdict.Target",
        "WhatChangedEnum": "factcheck.anchoring.What",
    },
}
#: Longest article, in code points; longer ones answer 413.
ARTICLE_MAX_CHARS = 1_000_000
# A million code points of JSON escapes (\ud83d\ude00) are twelve bytes each.
DATA_UPLOAD_MAX_MEMORY_SIZE = 13_000_000

# --- Pipeline ----------------------------------------------------------------------------------------
EXTRACTION_SOFT_SECONDS = env.whole("EXTRACTION_SOFT_SECONDS", 120, least=1)
EXTRACTION_HARD_SECONDS = env.whole("EXTRACTION_HARD_SECONDS", 180, least=2)
#: A run whose worker has not been heard of for this long is taken up again.
HEARTBEAT_SECONDS = env.whole("HEARTBEAT_SECONDS", 5, least=1)
SWEEP_SECONDS = env.whole("SWEEP_SECONDS", 10, least=1, most=30)
PIPELINE_MAX_ATTEMPTS = env.whole("PIPELINE_MAX_ATTEMPTS", 3, least=1)
#: Of a site that is away or busy: with the pauses between them, six take about two hours.
FETCH_MAX_ATTEMPTS = env.whole("FETCH_MAX_ATTEMPTS", 6, least=1)
#: An address that is posted again this soon is not fetched again.
FETCH_AGAIN_SECONDS = env.whole("FETCH_AGAIN_SECONDS", 300)
#: Largest file or page that is taken in; larger ones answer 413.
INGEST_MAX_FILE_BYTES = 20_000_000

# --- Fetching (docs/ingest.md) -------------------------------------------------------------------------
#: host:port pairs that may be what no public site is. For tests only: they lead past every check of addresses.
FETCH_ALLOWED_HOSTS = frozenset(env.listed("FETCH_ALLOWED_HOSTS"))
#: An address or a mailbox in the user agent, where a site's people reach the newsroom.
FETCH_CONTACT = env.text("FETCH_CONTACT")
if not FETCH_CONTACT.isascii() or not FETCH_CONTACT.isprintable() or set(FETCH_CONTACT) & set(" ()"):
    raise ImproperlyConfigured(
        "FETCH_CONTACT must be an address or a mailbox without blanks and brackets, in ASCII."
    )
#: Of one fetch over all its redirects, from looking the name up to the last byte.
FETCH_SECONDS = env.whole("FETCH_SECONDS", 30, least=1, most=300)
FETCH_MAX_BYTES = env.whole("FETCH_MAX_BYTES", 20_000_000, least=10_000)
#: Between two requests to one host, by all workers together.
FETCH_HOST_INTERVAL_SECONDS = env.whole("FETCH_HOST_INTERVAL_SECONDS", 2)

# --- Evidence (docs/desk.md) ---------------------------------------------------------------------------
#: Largest file that can be attached, and largest page of which digest and title are read.
EVIDENCE_MAX_FILE_BYTES = env.whole("EVIDENCE_MAX_FILE_BYTES", 20_000_000, least=10_000)
#: What one reviewer may have uploaded without a verdict that names it.
EVIDENCE_MAX_WAITING_BYTES = env.whole("EVIDENCE_MAX_WAITING_BYTES", 100_000_000, least=10_000)
#: Pages that one reviewer may have read in a minute.
EVIDENCE_PAGES_PER_MINUTE = env.whole("EVIDENCE_PAGES_PER_MINUTE", 20, least=1)

# --- Mail (docs/operations.md) -------------------------------------------------------------------------
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.whole("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
_email_security = env.choice("EMAIL_SECURITY", "starttls", {"starttls", "tls", "none"})
EMAIL_USE_TLS, EMAIL_USE_SSL = _email_security == "starttls", _email_security == "tls"
EMAIL_TIMEOUT = 20
#: Without a server a demo writes its mails into files, so that they can be looked at; a newsroom sends none.
SENDS_MAIL = bool(EMAIL_HOST) or DEMO
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
#: Where people reach this desk: mails link there.
SITE_URL = env.address("SITE_URL").rstrip("/") or (
    f"http://127.0.0.1:{PORT}"
    if DEMO
    else f"{'https' if HTTPS else 'http'}://{next(iter(ALLOWED_HOSTS), 'localhost')}"
)
MAIL_DOMAIN = urlsplit(SITE_URL).hostname or "localhost"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", f"factcheck@{MAIL_DOMAIN}")

# --- Second opinion (docs/second-opinion.md) ----------------------------------------------------------
LLM_URL = env.address("FACTCHECK_LLM_URL").rstrip("/")
LLM_MODEL = env.text("FACTCHECK_LLM_MODEL")
if LLM_URL and not 0 < len(LLM_MODEL) <= 100:
    raise ImproperlyConfigured(
        "FACTCHECK_LLM_URL is set, so FACTCHECK_LLM_MODEL must name a model (100 characters at most)."
    )
LLM_KEY = env.text("FACTCHECK_LLM_KEY")
if not LLM_KEY.isascii() or not LLM_KEY.isprintable() or " " in LLM_KEY:
    raise ImproperlyConfigured(
        "FACTCHECK_LLM_KEY must be printable ASCII without blanks."
    )  # the value is not shown
LLM_READS_DRAFTS = env.flag("FACTCHECK_LLM_READS_DRAFTS", default=False)
#: Of one exchange, from connecting to the last byte.
LLM_SECONDS = env.whole("FACTCHECK_LLM_SECONDS", 60, least=1, most=600)
#: Characters of the article in one call; a longer article takes several.
LLM_CALL_CHARS = env.whole("FACTCHECK_LLM_CALL_CHARS", 12_000, least=500, most=50_000)
LLM_CALLS_PER_ARTICLE = env.whole("FACTCHECK_LLM_CALLS_PER_ARTICLE", 4, least=1, most=100)
#: A day of UTC.
LLM_CALLS_PER_DAY = env.whole("FACTCHECK_LLM_CALLS_PER_DAY", 500, least=0)

# --- Language and time -------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("British English"))]
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "UTC"

# --- Static files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "factcheck.blobs.BlobStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if "pytest" in sys.modules  # pages are rendered in tests without collectstatic
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# --- Logs --------------------------------------------------------------------------------------------
LOGGING = logging_config(level=env.choice("LOG_LEVEL", "INFO", {"DEBUG", "INFO", "WARNING", "ERROR"}))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
# One line a request, when it has been answered; that it began is a second one of no use but in a search for what hangs.
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
# Whoever asks may write any into X-Forwarded-For, and an expert's is nobody's business: a proxy's log is the place.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False

# --- Admin -------------------------------------------------------------------------------------------
UNFOLD = {
    "SITE_TITLE": "Factcheck",
    "SITE_HEADER": "Factcheck",
    "SITE_SYMBOL": "fact_check",
    "SITE_URL": None,  # the way to the desk is in the sidebar
    "SHOW_HISTORY": False,  # an object's page shows its events; Django's own log stays empty
    "SHOW_VIEW_ON_SITE": False,
    "ENVIRONMENT": None,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "factcheck.admin.site.icon"}],
    "STYLES": ["factcheck.admin.site.stylesheet"],
    "DASHBOARD_CALLBACK": "reviews.admin.overview.numbers",
    "SIDEBAR": {
        "show_search": False,  # it finds names of lists, which the sidebar shows anyway
        "show_all_applications": False,
        "navigation": "reviews.admin.navigation.sidebar",
    },
    # A quiet blue; steps 600 and up carry white text at more than 4.5 : 1.
    "COLORS": {
        "primary": {
            "50": "oklch(97% .012 240)",
            "100": "oklch(94% .025 240)",
            "200": "oklch(88% .05 240)",
            "300": "oklch(80% .08 240)",
            "400": "oklch(70% .1 240)",
            "500": "oklch(58% .11 242)",
            "600": "oklch(50% .105 243)",
            "700": "oklch(44% .095 244)",
            "800": "oklch(38% .08 245)",
            "900": "oklch(32% .065 246)",
            "950": "oklch(24% .05 247)",
        },
    },
}
