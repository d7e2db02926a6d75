"""What a reader should know of an article's text, by code. Versions keep the codes."""

NOTICES: dict[str, str] = {
    "looks_like_markup": "The text looks like a page's source. It was stored and read as plain text.",
    "language_unknown": "The text is too short to tell its language. It was read as English.",
    "language_not_supported": "The engine reads claims in English only; this article seems to be in another language.",
    "second_opinion_incomplete": "The language model did not read all of this article. The engine did.",
}
