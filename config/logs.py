"""One JSON object a log line, from the web, the workers and the libraries alike."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

#: The addresses whose path is a key: who reads the log must not be able to use it.
_SECRET_PATH = re.compile(r"(/(?:expert|unsubscribe)/)[^/?\s\"]+")


def hide_secret_paths(logger: object, name: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Blanks what an address like ``/expert/…/`` is kept secret by."""
    return {
        key: _SECRET_PATH.sub(r"\1…", value) if isinstance(value, str) else value
        for key, value in line.items()
    }


_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,  # request_id, user_id; django-structlog carries them to the worker
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    hide_secret_paths,
]


def logging_config(*, level: str) -> dict[str, object]:
    """The LOGGING setting; also points structlog at it.

    JSON quotes line breaks, so text from an article can never start a line of its own.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    structlog.processors.JSONRenderer(),
                ],
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "propagate": False, "level": level},
            # Whatever LOG_LEVEL says: at DEBUG they write what goes over the wire.
            "httpx": {"level": "WARNING"},
            "httpcore": {"level": "WARNING"},
        },
    }
