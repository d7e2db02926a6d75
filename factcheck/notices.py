"""What a reader should know of an article's text, by code. Versions keep the codes."""

NOTICES: dict[str, str] = {
    "looks_like_markup": "The text looks like a page's source. It was stored and read as plain text.",
    "language_unknown": "The text is too short or too mixed to tell its language. It was read as English.",
    "language_neutral": "The text is not in English. Its sentences and figures were read by rules that need no "
    "language; who says what was not read.",
    "language_by_model": "The text is not in English. A model of its language found sentences and places, figures "
    "were read by rules that need no language; who says what was not read.",
    "language_mixed": "Parts of the text are in another language than the rest, and were read as such.",
    "language_not_supported": "An older engine read this article, which is not in English, without finding claims.",
    "written_down": "Somebody wrote down what was said. The engine did not read it.",
    "second_opinion_incomplete": "The language model did not read all of this article. The engine did.",
}
