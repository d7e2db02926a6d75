#!/usr/bin/env python
"""Django's command line for Factcheck."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        import config.celery  # noqa: F401 (tasks that a command wakes go to our broker)

        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        from django.conf import settings

        if settings.configured and "dummy" in str(settings.DATABASES["default"]["ENGINE"]):
            sys.exit("No database: start the desk with “make up”, or set DATABASE_URL.")
        sys.exit(str(error))


if __name__ == "__main__":
    main()
