"""What newspapers write behind and around figures and CLDR does not list, by language.

To add a word: under its language's code, in lower case; "" holds for all languages. A number multiplies, a unit is one.
"""

from collections.abc import Mapping

from factcheck.extraction.quantities.currencies import CODES
from factcheck.extraction.quantities.units import Unit, form_of, unit_of


def _written(symbol: str) -> Unit:
    unit = unit_of(form_of(symbol))
    if unit is None:
        raise LookupError(f"quantities/measures.py has no unit {symbol!r}")
    return unit


def _money(code: str) -> Unit:
    return Unit(CODES[code], "currency")


PERCENT = _written("%")
_POINT = _written("percentage point")
_AGE = _written("year of age")

#: CLDR's name of a unit -> ours.
UNITS: Mapping[str, Unit] = {
    "concentr-percent": PERCENT,
    **{
        name: _written(symbol)
        for name, symbol in {
            "length-kilometer": "km",
            "length-meter": "metre",
            "length-centimeter": "cm",
            "length-millimeter": "mm",
            "mass-kilogram": "kg",
            "mass-gram": "gram",
            "mass-tonne": "tonne",
            "area-hectare": "hectare",
            "area-square-kilometer": "km2",
            "area-square-meter": "m2",
            "volume-liter": "litre",
            "volume-cubic-meter": "m3",
            "speed-kilometer-per-hour": "km/h",
            "energy-kilowatt-hour": "kWh",
            "power-kilowatt": "kW",
            "power-megawatt": "MW",
            "power-gigawatt": "GW",
            "temperature-celsius": "\u00b0C",
            "temperature-fahrenheit": "\u00b0F",
            "duration-second": "second",
            "duration-minute": "minute",
            "duration-hour": "hour",
            "duration-day": "day",
            "duration-week": "week",
            "duration-month": "month",
            "duration-year": "year",
        }.items()
    },
}

_DOLLAR, _EURO, _RUBLE, _HRYVNIA = _money("usd"), _money("eur"), _money("rub"), _money("uah")
_YEN, _YUAN, _RUPEE, _SHEKEL = _money("jpy"), _money("cny"), _money("inr"), _money("ils")
_LIRA, _FRANC = _written("turkish lira"), _money("chf")

#: language -> word -> a number that multiplies, or a unit
EXTRA_WORDS: Mapping[str, Mapping[str, float | Unit]] = {
    "": {
        "km": UNITS["length-kilometer"],
        "m": UNITS["length-meter"],
        "cm": UNITS["length-centimeter"],
        "mm": UNITS["length-millimeter"],
        "kg": UNITS["mass-kilogram"],
        "ha": UNITS["area-hectare"],
        "km²": UNITS["area-square-kilometer"],
        "km2": UNITS["area-square-kilometer"],
        "m²": UNITS["area-square-meter"],
        "m2": UNITS["area-square-meter"],
        "m³": UNITS["volume-cubic-meter"],
        "m3": UNITS["volume-cubic-meter"],
        "km/h": UNITS["speed-kilometer-per-hour"],
        "kwh": UNITS["energy-kilowatt-hour"],
        "kw": UNITS["power-kilowatt"],
        "mw": UNITS["power-megawatt"],
        "gw": UNITS["power-gigawatt"],
        "°c": UNITS["temperature-celsius"],
        "°f": UNITS["temperature-fahrenheit"],
    },
    "de": {"dollar": _DOLLAR, "franken": _FRANC, "rubel": _RUBLE, "griwna": _HRYVNIA, "yen": _YEN, "tsd.": 1e3},
    "fr": {"dollar": _DOLLAR, "dollars": _DOLLAR, "mds": 1e9, "roubles": _RUBLE, "yens": _YEN},
    "es": {"dólares": _DOLLAR, "dólar": _DOLLAR, "mill.": 1e6, "mdd": 1e6, "por ciento": PERCENT, "rublos": _RUBLE},
    "pt": {"dólares": _DOLLAR, "mil": 1e3, "por cento": PERCENT},
    "it": {"dollari": _DOLLAR, "mila": 1e3, "mln": 1e6, "mld": 1e9, "per cento": PERCENT},
    "ru": {
        "рублей": _RUBLE, "рубля": _RUBLE, "рубль": _RUBLE, "руб.": _RUBLE, "долларов": _DOLLAR,
        "доллара": _DOLLAR, "доллар": _DOLLAR, "гривен": _HRYVNIA, "тыс.": 1e3, "млн": 1e6, "млрд": 1e9,
        "проц.": PERCENT,
    },
    "uk": {
        "гривень": _HRYVNIA, "гривні": _HRYVNIA, "гривня": _HRYVNIA, "грн": _HRYVNIA, "доларів": _DOLLAR,
        "долари": _DOLLAR, "долар": _DOLLAR, "тис.": 1e3, "млн": 1e6, "млрд": 1e9, "рублів": _RUBLE,
    },
    "tr": {"dolar": _DOLLAR, "avro": _EURO, "euro": _EURO, "lira": _LIRA, "tl": _LIRA, "bin": 1e3},
    "ar": {
        "بالمئة": PERCENT, "بالمائة": PERCENT, "في المئة": PERCENT, "في المائة": PERCENT, "دولار": _DOLLAR,
        "دولارات": _DOLLAR, "يورو": _EURO, "آلاف": 1e3, "الاف": 1e3, "ألفا": 1e3, "ألفًا": 1e3, "مليونا": 1e6,
        "مليونًا": 1e6, "مليارات": 1e9, "مليارا": 1e9, "كلم": UNITS["length-kilometer"],
    },
    "fa": {"درصد": PERCENT, "دلار": _DOLLAR, "هزار": 1e3, "میلیون": 1e6, "میلیارد": 1e9},
    "he": {
        "אחוז": PERCENT, "אחוזים": PERCENT, "דולר": _DOLLAR, "דולרים": _DOLLAR, "שקל": _SHEKEL, "שקלים": _SHEKEL,
        "אירו": _EURO, "אלף": 1e3, "אלפים": 1e3, 'ק"מ': UNITS["length-kilometer"], 'ש"ח': _SHEKEL,
    },
    "hi": {"प्रतिशत": PERCENT, "फीसदी": PERCENT, "रुपये": _RUPEE, "रुपए": _RUPEE, "रुपया": _RUPEE, "डॉलर": _DOLLAR},
    "zh": {
        "百分点": _POINT, "美元": _DOLLAR, "欧元": _EURO, "歐元": _EURO, "元": _YUAN,
        "日元": _YEN, "卢布": _RUBLE, "公里": UNITS["length-kilometer"], "千米": UNITS["length-kilometer"],
        "米": UNITS["length-meter"], "公斤": UNITS["mass-kilogram"], "吨": UNITS["mass-tonne"],
        "噸": UNITS["mass-tonne"], "公顷": UNITS["area-hectare"], "平方公里": UNITS["area-square-kilometer"],
        "岁": _AGE, "歲": _AGE,
        "小时": UNITS["duration-hour"], "个小时": UNITS["duration-hour"], "个月": UNITS["duration-month"],
    },
    "ja": {
        "ドル": _DOLLAR, "ユーロ": _EURO, "円": _YEN, "人民元": _YUAN, "ルーブル": _RUBLE,
        "キロ": UNITS["length-kilometer"], "キロメートル": UNITS["length-kilometer"], "メートル": UNITS["length-meter"],
        "トン": UNITS["mass-tonne"], "ヘクタール": UNITS["area-hectare"], "パーセント": PERCENT,
        "歳": _AGE, "ポイント": _POINT,
        "平方キロ": UNITS["area-square-kilometer"],
    },
    "ko": {"달러": _DOLLAR, "유로": _EURO, "퍼센트": PERCENT, "살": _AGE},
}  # fmt: skip

#: Months by names that CLDR has under a region, or not in this form.
REGIONS_WITH_OTHER_MONTHS: Mapping[str, tuple[str, ...]] = {"ar": ("ar_SY", "ar_DZ", "ar_MA")}
EXTRA_MONTHS: Mapping[str, tuple[str, ...]] = {
    "de": ("Jänner",),
    "hi": ("जनवरी", "फरवरी", "फ़रवरी", "मार्च", "अप्रैल", "सितंबर", "सितम्बर", "नवम्बर", "दिसम्बर"),
}

#: A number behind one of these is a name or a place in an order, not a count: "№ 5", "Nr. 5", "第5".
NUMBERED = frozenset(
    ["№", "nr.", "nr", "no.", "nº", "n°", "n.º", "núm.", "#", "§", "§§", "art.", "第", "رقم", "מס'", "номер"]
)
#: A number between these and a blank is an ordinal where a full stop makes one: "am 10. Tag".
ARTICLES = frozenset(["der", "die", "das", "den", "dem", "des", "am", "im", "zum", "vom", "beim", "ins"])
#: What years follow, in the languages whose years are easily taken for counts.
BEFORE_YEARS = frozenset(
    [
        "in",
        "im",
        "seit",
        "en",
        "em",
        "de",
        "del",
        "desde",
        "à",
        "à",
        "depuis",
        "в",
        "у",
        "с",
        "от",
        "до",
        "з",
        "із",
        "від",
        "عام",
        "سنة",
        "בשנת",
        "ב-",
        "सन्",
        "yılı",
    ]
)
