"""Texts that are not English: what is read of them, and that they say so."""

import unicodedata
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.extraction import analyse, nlp
from factcheck.extraction.foreign.conventions import convention_of
from factcheck.extraction.foreign.figures import find_figures
from factcheck.extraction.foreign.numerals import decimal_mark_of
from factcheck.extraction.foreign.sentences import split_sentences
from factcheck.extraction.foreign.wording import LONGEST, label_around
from factcheck.extraction.types import Analysis, Span
from tests.extraction.other_languages import PIECES, Piece

CODES = [piece.code for piece in PIECES]
of_each_language = pytest.mark.parametrize("piece", PIECES, ids=CODES)


def figures(text: str, code: str) -> list[tuple[str, float | None, str | None]]:
    mark = decimal_mark_of(text, convention_of(code))
    return [(found.text, found.value, found.unit) for found in find_figures(text, 0, code, mark)]


def assert_offsets_hold(analysis: Analysis) -> None:
    for claim in analysis.claims:
        whole = analysis.text if claim.part == "text" else analysis.title or ""
        assert whole[claim.start : claim.end] == claim.quote
        for quantity in claim.quantities:
            assert whole[quantity.start : quantity.end] == quantity.text
            assert claim.start <= quantity.start < quantity.end <= claim.end
    for quantity in analysis.quantities:
        assert analysis.text[quantity.start : quantity.end] == quantity.text


@of_each_language
def test_figures_are_read_and_dates_are_not(piece: Piece) -> None:
    analysis = analyse(piece.text)

    assert analysis.language == piece.code
    assert [(found.text, found.value, found.unit) for found in analysis.quantities] == piece.figures


@of_each_language
def test_each_sentence_with_figures_is_a_claim_that_nobody_is_said_to_make(piece: Piece) -> None:
    analysis = analyse(piece.text)

    assert len(analysis.sentences) == piece.sentences
    assert [quantity for claim in analysis.claims for quantity in claim.quantities] == list(
        analysis.quantities
    )
    for claim in analysis.claims:
        assert (claim.kind, claim.claimants[0].kind) == ("quantity", "unresolved")
        assert 0 < len(claim.label) <= 75
        assert "figures_only" in [reason.code for reason in claim.check_worthiness.reasons]
    assert_offsets_hold(analysis)


@of_each_language
def test_the_answer_says_that_no_english_rules_were_used(piece: Piece) -> None:
    analysis = analyse(piece.text)

    assert analysis.coverage == "neutral"
    assert [note.code for note in analysis.observations] == ["language_neutral"]
    assert piece.code in analysis.observations[0].message


@of_each_language
def test_a_label_holds_its_figure(piece: Piece) -> None:
    for claim in analyse(piece.text).claims:
        assert claim.quantities[0].text in claim.label


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("de", "1.234 Menschen", 1234),
        ("de", "1,234 kg", 1.234),
        ("de", "0.125 kg", 0.125),
        ("de", "1'234'567 Franken", 1_234_567),
        ("de", "12.345.678,90 Euro", 12_345_678.9),
        ("en", "1.234 kg", 1.234),
        ("fr", "1\u202f234\u202f567 euros", 1_234_567),
        ("fr", "40 000 personnes", 40_000),
        ("ar", "١٬٢٣٤٫٥", 1234.5),
        ("hi", "१२,३४,५६७", 1_234_567),
        ("ja", "１２，３４５人", 12_345),
        ("zz", "1.234", 1234),
        ("ru", "-5 °C", -5),
        ("ru", "½ литра", 0.5),
    ],
)
def test_separators_are_read_as_the_language_has_them(code: str, text: str, value: float) -> None:
    assert [found[1] for found in figures(text, code)] == [value]


def test_a_text_that_shows_its_decimal_mark_is_believed_over_its_language() -> None:
    of_mexico = "Subió 3.5 %, luego 4.25 %. Murieron 1,234 personas."

    assert [value for _, value, _ in figures(of_mexico, "es")] == [3.5, 4.25, 1234]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Am 10.03.2026 um 14:30 Uhr"),
        ("de", "Der 3. Tag, die 80er, das 2:1, COVID-19 und die B52"),
        ("de", "1. Punkt"),
        ("de", "Nr. 5 und § 12"),
        ("de", "2014–2022"),
        ("fr", "le 1er mars et la 2e fois, le n° 5"),
        ("es", "el 10 de marzo de 2026 y el 3.º puesto"),
        ("ru", "в 2022 году, 24 февраля, 2-й, № 7"),
        ("ar", "في 24 شباط 2022"),
        ("zh", "2026年3月10日上午8点，第5次"),
        ("ja", "令和8年3月10日午後2時30分、第3回"),
        ("ko", "3월 10일 오후 2시"),
        ("hu", "2022. március 10-én"),
        ("und", "192.168.0.1 und 1.2.3"),
        ("ja", "一部の千葉の一人"),
    ],
)
def test_dates_times_and_names_count_nothing(code: str, text: str) -> None:
    assert figures(text, code) == []


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("de", "10 bis 15", [(10, None, None), (15, None, None)]),
        ("de", "2–3 Millionen Euro", [(None, 2e6, 3e6)]),
        ("ja", "数百人", [(None, 200, 999)]),
        ("ru", "5–10%", [(None, 5, 10)]),
    ],
)
def test_what_bounds_a_figure_is_read_from_signs(code: str, text: str, found: list[Any]) -> None:
    mark = decimal_mark_of(text, convention_of(code))

    assert [(one.value, one.low, one.high) for one in find_figures(text, 0, code, mark)] == found


@pytest.mark.parametrize(
    ("code", "text", "modifier", "low", "high"),
    [
        ("de", "Es gab mindestens 12 Tote.", "at_least", 12, None),
        ("de", "Es waren nicht mehr als 300 Menschen.", "at_most", None, 300),
        ("de", "Rund 2,5 Millionen Euro fehlen.", "approximately", 2.25e6, 2.75e6),
        ("fr", "Au moins 12 morts.", "at_least", 12, None),
        ("fr", "Il faut plus d’ 1 million.", "more_than", 1e6, None),
        ("es", "Hubo más de 40 heridos.", "more_than", 40, None),
        ("es", "Hubo 40 o más heridos.", "at_least", 40, None),
        ("pt", "Pelo menos 12 mortos.", "at_least", 12, None),
        ("it", "Almeno 12 morti.", "at_least", 12, None),
        ("nl", "Minstens 12 doden.", "at_least", 12, None),
        ("pl", "Zginęło co najmniej 12 osób.", "at_least", 12, None),
        ("ru", "Погибли не менее 12 человек.", "at_least", 12, None),
        ("ru", "Пострадали более 40 человек.", "more_than", 40, None),
        ("uk", "Загинули щонайменше 12 людей.", "at_least", 12, None),
        ("tr", "En az 12 kişi öldü.", "at_least", 12, None),
        ("ar", "قتل ما لا يقل عن 12 شخصا.", "at_least", 12, None),
        ("zh", "至少12人死亡。", "at_least", 12, None),
        ("zh", "300人以上受伤。", "at_least", 300, None),
        ("ja", "300人未満が負傷した。", "less_than", None, 300),
        ("ko", "최소 12명이 숨졌다.", "at_least", 12, None),
        ("ko", "300명 이상이 다쳤다.", "at_least", 300, None),
        ("de", "≥ 12 Punkte", "at_least", 12, None),
        ("de", "Es gab 12 Tote.", "exact", None, None),
        ("fr", "Le surplus de 40 euros reste.", "exact", None, None),
        ("xx", "mindestens 12", "exact", None, None),
    ],
)
def test_what_bounds_a_figure_is_read_from_words(
    code: str, text: str, modifier: str, low: float | None, high: float | None
) -> None:
    figure = find_figures(text, 0, code, decimal_mark_of(text, convention_of(code)))[0]

    assert (figure.modifier, figure.low, figure.high) == (modifier, low, high)
    assert (figure.low_open, figure.high_open) == (modifier == "more_than", modifier == "less_than")


@pytest.mark.parametrize(
    ("code", "text", "amount"),
    [
        ("de", "5 EUR", (5, "euro")),
        ("de", "€ 5", (5, "euro")),
        ("uk", "₴500", (500, "hryvnia")),
        ("pt", "R$ 1.500", (1500, "brazilian real")),
        ("zh", "¥500", (500, "chinese yuan")),
        ("ja", "¥500", (500, "japanese yen")),
        ("es", "US$ 5,4 millones", (5.4e6, "dollar")),
        ("ru", "12 км/ч", (12, "kilometre per hour")),
        ("uk", "25 °C", (25, "celsius")),
        ("sv", "3 miljarder kronor", (3e9, None)),
        ("pl", "3,5 mln zł", (3.5e6, "polish zloty")),
    ],
)
def test_money_and_measures_are_recognised(code: str, text: str, amount: tuple[float, str]) -> None:
    assert [(value, unit) for _, value, unit in figures(text, code)] == [amount]


@pytest.mark.parametrize(
    ("code", "text", "count"),
    [
        ("de", "Dr. Weber kam z. B. am 3. Mai. Er ging.", 2),
        ("zh", "他来了。她走了！真的？是的。", 4),
        ("ja", "彼は「行く。」と言った。雨だ。", 2),
        ("hi", "वह आया। वह गया।", 2),
        ("ar", "هل جاء؟ نعم. انتهى", 3),
        ("ur", "وہ آیا۔ وہ گیا۔", 2),
        ("fr", "« Non. » Il part… Fin", 3),
        ("xx", "...", 0),
    ],
)
def test_sentences_end_at_the_marks_of_every_script(code: str, text: str, count: int) -> None:
    assert len(list(split_sentences(text, 0, convention_of(code)))) == count


@pytest.mark.parametrize(
    "text",
    [
        "😀 قال الوزير: قتل ١٢ شخصا 😀 و٤٠٪ من \u200fالمباني\u200e دمرت.",
        "\u2067דובר: נהרגו 12 בני אדם\u2069, ו-\u200e40%\u200f מהבתים 🏠 נהרסו לגמרי.",
        "🗾北浜市で火事。𠮷野家の34人が死亡した👨‍👩‍👧‍👦。3割が停電した。",
        "Cafe\u0301 : 12 300 personnes ont manifeste\u0301 à Valbourg, selon la pre\u0301fecture, 🎉 3,5 % de plus.",
        "बाढ़ में १२ लोग मारे गए 🌊। 5 लाख रुपये दिए गए।",
    ],
)
def test_offsets_hold_with_astral_characters_bidi_and_combining_marks(text: str) -> None:
    analysis = analyse(text)

    assert len(analysis.quantities) == 2
    assert analysis.claims
    assert_offsets_hold(analysis)


def test_a_paragraph_in_another_language_is_not_read_as_english() -> None:
    text = (
        "The council said that the storm killed 12 cows in the valley.\n\n"
        "Die Regierung teilte am Abend mit, dass bei dem schweren Brand im Bahnhof insgesamt 3,5 Mio. Euro Schaden "
        "entstanden und 14 Menschen ums Leben gekommen seien.\n\n"
        "Правительство сообщило, что погибли 18 человек."
    )

    analysis = analyse(text, language="en")

    assert (analysis.language, analysis.coverage) == ("en", "full")
    assert [found.value for found in analysis.quantities] == [12, 3_500_000, 14, 18]
    assert [claim.claimants[0].kind for claim in analysis.claims] == [
        "organization",
        "unresolved",
        "unresolved",
    ]
    mixed = [note for note in analysis.observations if note.code == "language_mixed"]
    assert mixed[0].values["others"] == ["de", "ru"]
    assert_offsets_hold(analysis)


def test_an_english_paragraph_in_another_article_has_english_claims() -> None:
    text = (
        "Правительство сообщило, что погибли 18 человек, а ещё 300 были ранены при пожаре на вокзале вечером.\n\n"
        "“We have counted 34 houses that were destroyed by the fire in the valley, and we will count them again in "
        "the morning,” said Mayor Ann Ray.\n\n"
        "В городе объявлен траур, сообщила мэрия; все школы и детские сады закрыты до конца недели."
    )

    analysis = analyse(text)

    assert (analysis.language, analysis.coverage) == ("ru", "neutral")
    assert [note.code for note in analysis.observations] == ["language_neutral", "language_mixed"]
    assert "Ray" in {
        claim.claimants[0].name.split()[-1] for claim in analysis.claims if claim.claimants[0].name
    }
    assert_offsets_hold(analysis)


def test_the_title_is_read_in_the_articles_language() -> None:
    analysis = analyse(PIECES[0].text, title="Brand in Varnstadt: 12 Tote, 1.234 obdachlos")

    title = [claim for claim in analysis.claims if claim.part == "title"]
    assert [[found.value for found in claim.quantities] for claim in title] == [[12, 1234]]
    assert analysis.title == "Brand in Varnstadt: 12 Tote, 1.234 obdachlos"
    assert_offsets_hold(analysis)


@pytest.fixture
def german_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a spaCy model of German gives, from a blank pipeline and rules: sentences, places, lemmas."""
    pipeline = spacy.blank("de")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Varnstadt"}])  # type: ignore[attr-defined]
    monkeypatch.setattr(nlp, "foreign_pipeline", lambda code: pipeline if code == "de" else None)


@pytest.mark.usefixtures("german_model")
def test_with_a_model_of_the_language_its_sentences_and_places_are_used() -> None:
    analysis = analyse(PIECES[0].text)

    assert analysis.coverage == "model"
    assert [note.code for note in analysis.observations] == ["language_by_model"]
    assert [place.text for place in analysis.places] == ["Varnstadt"]
    assert [(found.text, found.value, found.unit) for found in analysis.quantities] == PIECES[0].figures
    assert all("3,5 Mio. Euro" in claim.quote or "Mio" not in claim.quote for claim in analysis.claims)
    assert_offsets_hold(analysis)


def test_the_best_installed_model_of_a_language_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = {"de_core_news_sm", "de_core_news_md", "en_core_web_lg"}
    monkeypatch.setattr(spacy.util, "is_package", lambda name: name in installed)
    monkeypatch.setattr(spacy, "load", lambda name: name)

    found = [nlp.foreign_pipeline.__wrapped__(code) for code in ("de", "fr", "en")]

    assert found == ["de_core_news_md", None, None]


def test_an_english_text_is_marked_english() -> None:
    analysis = analyse("The storm killed 12 cows in the valley, the council said.")

    assert (analysis.language, analysis.coverage, analysis.observations) == ("en", "full", ())


@pytest.mark.parametrize("text", ["", "   \n ", "12 45", "\u2014"])
def test_a_text_without_words_is_undetermined(text: str) -> None:
    analysis = analyse(text)

    assert analysis.language == "und"
    assert analysis.claims == ()


def test_a_declared_language_is_believed() -> None:
    assert analyse("Brand: 12 Tote.", language="de-AT").language == "de"


def test_a_label_never_parts_a_sign_from_its_letter() -> None:
    sentence = "बाढ़ की वजह से राज्य के सभी जिलों में स्थिति गंभीर बनी हुई है और अब तक कुल मिलाकर १२ लोग मारे गए हैं ऐसा सरकार ने कहा"
    figure = Span(sentence.index("१२"), sentence.index("१२") + 2)

    label = label_around(sentence, figure)

    assert len(label) <= LONGEST
    assert "१२" in label
    assert not any(unicodedata.category(char)[0] == "M" for char in (label.removeprefix("…")[0],))


def test_four_signs_that_are_no_digits_are_no_year() -> None:
    assert_offsets_hold(analyse("\u0663\u00a0\u4e07\u4e07", language="zh"))


alphabet = st.sampled_from(
    ["12", "1.234", "3,5", "٣", "१", "万", "億", "三", "%", "٪", "€", " ", "\u00a0", ".", "。", "؟", "-", "–", ":", "\u200f",
     "Mio.", "млн", "لا", "שלום", "人", "年", "日", "des", "März", "😀", "\u0301", "\n", "'", "№", "(", "»", "½", "^", "۔"]
)  # fmt: skip


@given(st.lists(alphabet, max_size=60).map("".join), st.sampled_from([*CODES, "ko", "th", "xx", "sw"]))
@settings(max_examples=300, deadline=None)
def test_any_text_has_exact_offsets_in_any_language(text: str, code: str) -> None:
    analysis = analyse(text, language=code)

    assert_offsets_hold(analysis)
    assert all(len(claim.label) <= LONGEST for claim in analysis.claims)
    ends = [sentence.end for sentence in analysis.sentences]
    assert ends == sorted(ends)
