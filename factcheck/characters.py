"""Characters that no row can hold."""

import re

from factcheck.errors import FieldError, InvalidInput


def check_characters(text: str, *, field_name: str) -> None:
    """Refuse what PostgreSQL cannot store or no text can hold.

    Raises:
        InvalidInput: ``nul`` or ``lone_surrogate``, with the place of the first.
    """
    if (at := text.find("\0")) >= 0:
        detail = f"Character {at} of {field_name} is NUL. Remove it; text files do not hold any."
        raise InvalidInput(detail, errors=[FieldError(field_name, "nul", detail)])
    if found := re.search(r"[\ud800-\udfff]", text):
        detail = (
            f"Character {found.start()} of {field_name} is half of a surrogate pair. "
            "Encode the text as UTF-8, or escape both halves in JSON."
        )
        raise InvalidInput(detail, errors=[FieldError(field_name, "lone_surrogate", detail)])
