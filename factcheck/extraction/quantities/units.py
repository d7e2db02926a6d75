"""Units of measure and money: their names, and what kind each is.

To add one, add a line: the canonical name, its kind, and every way it is written, in lower case.
"""

from dataclasses import dataclass

from factcheck.extraction.lexicon import words

_TABLE: tuple[tuple[str, str, str], ...] = (
    ("percent", "percent", "%, percent, pct, pc, percents, percentage, per cent, per-cent"),
    ("percentage point", "percentage_point", "percentage point, percentage points, percent points, pp, ppt"),
    ("basis point", "percentage_point", "basis point, basis points, bps"),
    # money by name
    (
        "dollar",
        "currency",
        "dollar, dollars, usd, us-dollar, buck, bucks, us dollars, us dollar, u.s. dollars",
    ),
    ("cent", "currency", "cent, cents"),
    ("pence", "currency", "pence, penny"),
    ("euro", "currency", "euro, euros, eur"),
    ("pound sterling", "currency", "gbp, sterling, pounds sterling, pound sterling, british pounds"),
    ("japanese yen", "currency", "yen, jpy"),
    ("chinese yuan", "currency", "yuan, renminbi, rmb, cny"),
    ("indian rupee", "currency", "rupee, rupees, inr"),
    ("russian ruble", "currency", "ruble, rubles, rouble, roubles, rub"),
    ("hryvnia", "currency", "hryvnia, hryvnias, uah"),
    ("swiss franc", "currency", "chf, swiss francs, swiss franc"),
    ("franc", "currency", "franc, francs"),
    ("shekel", "currency", "shekel, shekels, ils"),
    ("krona", "currency", "krona, kronor, krone, kroner, crowns, sek, nok, dkk"),
    ("zloty", "currency", "zloty, zlotys, pln"),
    ("won", "currency", "krw"),
    ("lira", "currency", "lira, liras"),
    ("rand", "currency", "rand, zar"),
    ("real", "currency", "brl, reais"),
    ("peso", "currency", "peso, pesos"),
    ("ringgit", "currency", "ringgit, myr"),
    ("bitcoin", "currency", "bitcoin, bitcoins, btc"),
    ("australian dollar", "currency", "aud, australian dollars, australian dollar"),
    ("canadian dollar", "currency", "cad, canadian dollars, canadian dollar"),
    ("hong kong dollar", "currency", "hkd, hong kong dollars"),
    # length, area, volume
    ("kilometre", "length", "km, kms, kilometre, kilometres, kilometer, kilometers"),
    ("metre", "length", "m, metre, metres, meter, meters"),
    ("centimetre", "length", "cm, centimetre, centimetres, centimeter, centimeters"),
    ("millimetre", "length", "mm, millimetre, millimetres, millimeter, millimeters"),
    ("mile", "length", "mile, miles, mi"),
    ("nautical mile", "length", "nautical mile, nautical miles"),
    ("yard", "length", "yard, yards, yd, yds"),
    ("foot", "length", "foot, feet, ft"),
    ("inch", "length", "inch, inches"),
    ("light year", "length", "light year, light years, light-year, light-years"),
    ("hectare", "area", "hectare, hectares, ha"),
    ("acre", "area", "acre, acres"),
    (
        "square kilometre",
        "area",
        "km2, km\u00b2, sqkm, square kilometres, square kilometers, square kilometre, sq km",
    ),
    (
        "square metre",
        "area",
        "m2, m\u00b2, sqm, square metres, square meters, square metre, square meter, sq m",
    ),
    ("square mile", "area", "square miles, square mile, sq mi"),
    ("square foot", "area", "square feet, square foot, sq ft"),
    ("cubic metre", "volume", "m3, m\u00b3, cubic metres, cubic meters, cubic metre, cubic meter"),
    ("cubic foot", "volume", "cubic feet, cubic foot"),
    ("litre", "volume", "litre, litres, liter, liters"),
    ("millilitre", "volume", "ml, millilitre, millilitres, milliliter, milliliters"),
    ("gallon", "volume", "gallon, gallons"),
    ("pint", "volume", "pint, pints"),
    ("barrel", "volume", "barrel, barrels, bbl"),
    # mass
    ("kilogram", "mass", "kg, kgs, kilo, kilos, kilogram, kilograms, kilogramme, kilogrammes"),
    ("gram", "mass", "g, gram, grams, gramme, grammes"),
    ("milligram", "mass", "mg, milligram, milligrams"),
    ("microgram", "mass", "mcg, \u00b5g, microgram, micrograms"),
    ("metric ton", "mass", "tonne, tonnes, metric ton, metric tons"),
    ("ton", "mass", "ton, tons"),
    ("kiloton", "mass", "kiloton, kilotons"),
    ("megaton", "mass", "megaton, megatons, megatonne, megatonnes"),
    ("gigaton", "mass", "gigaton, gigatons, gigatonne, gigatonnes"),
    ("pound-mass", "mass", "lb, lbs, pound, pounds"),
    ("ounce", "mass", "oz, ounce, ounces"),
    # time
    ("second", "duration", "second, seconds, sec, secs"),
    ("minute", "duration", "minute, minutes, min, mins"),
    ("hour", "duration", "hour, hours, hr, hrs"),
    ("day", "duration", "day, days"),
    ("night", "duration", "night, nights"),
    ("week", "duration", "week, weeks"),
    ("month", "duration", "month, months"),
    ("year", "duration", "year, years, yr, yrs"),
    ("decade", "duration", "decade, decades"),
    ("century", "duration", "century, centuries"),
    ("millisecond", "duration", "ms, millisecond, milliseconds"),
    ("year of age", "age", "year-old, year-olds, years old, year old, years of age"),
    ("month of age", "age", "month-old, months old, month old"),
    ("week of age", "age", "week-old, weeks old, week old"),
    ("day of age", "age", "day-old, days old, day old"),
    # speed
    (
        "kilometre per hour",
        "speed",
        "kph, kmh, km/h, kilometres per hour, kilometers per hour, kilometres an hour, kilometers an hour",
    ),
    ("mile per hour", "speed", "mph, miles per hour, miles an hour"),
    ("metre per second", "speed", "m/s, metres per second, meters per second"),
    ("knot", "speed", "knot, knots"),
    # temperature
    ("celsius", "temperature", "celsius, \u00b0c, \u2103, degrees celsius, degree celsius, \u00b0 c, deg c"),
    (
        "fahrenheit",
        "temperature",
        "fahrenheit, \u00b0f, \u2109, degrees fahrenheit, degree fahrenheit, \u00b0 f",
    ),
    ("kelvin", "temperature", "kelvin, degrees kelvin"),
    ("degree", "temperature", "degree, degrees, \u00b0"),
    # energy, power, electricity, data, frequency
    ("watt", "power", "watt, watts, w"),
    ("kilowatt", "power", "kw, kilowatt, kilowatts"),
    ("megawatt", "power", "mw, megawatt, megawatts"),
    ("gigawatt", "power", "gw, gigawatt, gigawatts"),
    ("horsepower", "power", "hp, bhp, horsepower"),
    ("kilowatt hour", "energy", "kwh, kilowatt hours, kilowatt hour, kilowatt-hours"),
    ("megawatt hour", "energy", "mwh, megawatt hours, megawatt-hours"),
    ("gigawatt hour", "energy", "gwh, gigawatt hours"),
    ("calorie", "energy", "calorie, calories, kcal"),
    ("joule", "energy", "joule, joules, kj"),
    ("volt", "voltage", "volt, volts"),
    ("milliampere-hour", "charge", "mah"),
    ("hertz", "frequency", "hz, hertz"),
    ("kilohertz", "frequency", "khz"),
    ("megahertz", "frequency", "mhz"),
    ("gigahertz", "frequency", "ghz"),
    ("revolutions per minute", "frequency", "rpm, revolutions per minute"),
    ("kilobyte", "data", "kb, kilobyte, kilobytes"),
    ("megabyte", "data", "mb, megabyte, megabytes"),
    ("gigabyte", "data", "gb, gigabyte, gigabytes"),
    ("terabyte", "data", "tb, terabyte, terabytes"),
    ("mile per gallon", "consumption", "mpg, miles per gallon"),
    ("magnitude", "magnitude", "magnitude"),
    ("decibel", "loudness", "db, decibel, decibels"),
    ("newton metre", "torque", "nm, newton metres, newton-metres"),
    ("megabit per second", "speed", "mbps"),
    ("gigabit per second", "speed", "gbps"),
    ("pixel", "resolution", "pixel, pixels"),
    ("megapixel", "resolution", "megapixel, megapixels, mp"),
    ("pound-foot", "torque", "pound-feet, pound-foot, lb-ft, pound-feet of torque, lb ft"),
)

#: Money signs before a number ("$5"); some also behind ("5 \u20ac").
SIGNS = {
    "$": "dollar",
    "us$": "dollar",
    "u.s.$": "dollar",
    "a$": "australian dollar",
    "au$": "australian dollar",
    "c$": "canadian dollar",
    "ca$": "canadian dollar",
    "hk$": "hong kong dollar",
    "nz$": "new zealand dollar",
    "s$": "singapore dollar",
    "r$": "real",
    "\u20ac": "euro",
    "\u00a3": "pound sterling",
    "\u00a5": "japanese yen",
    "\u20b9": "indian rupee",
    "\u20bd": "russian ruble",
    "\u20b4": "hryvnia",
    "\u20aa": "shekel",
    "\u20a9": "won",
    "\u20ba": "lira",
}
#: Codes that stand before a number as well as behind it.
CODES_BEFORE = {
    "usd": "dollar",
    "eur": "euro",
    "gbp": "pound sterling",
    "jpy": "japanese yen",
    "cny": "chinese yuan",
    "inr": "indian rupee",
    "rs": "indian rupee",
    "chf": "swiss franc",
    "aud": "australian dollar",
    "cad": "canadian dollar",
    "rub": "russian ruble",
    "rm": "malaysian ringgit",
}

#: Letters that are units only where they touch the number: "5m", but not "Plan 5 M".
ATTACHED_ONLY = words("m g w mi ha mp ms mb kb min sec rub")
#: Units of time, which also make times and rates.
DURATIONS = words("second minute hour day night week month year decade century millisecond")


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    kind: str


def _build() -> dict[tuple[str, ...], Unit]:
    return {
        tuple(split_form(form)): Unit(name, kind)
        for name, kind, forms in _TABLE
        for form in forms.split(", ")
    }


def split_form(form: str) -> list[str]:
    """A written unit as the lexer would cut it: "km/h" is three lexemes."""
    pieces: list[str] = []
    word = ""
    for char in form:
        if char.isalpha() and char not in "\u2103\u2109":
            word += char
            continue
        if word:
            pieces.append(word)
            word = ""
        if not char.isspace():
            pieces.append(char)
    if word:
        pieces.append(word)
    return pieces


UNITS = _build()
LONGEST_UNIT = max(len(form) for form in UNITS)
