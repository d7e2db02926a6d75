"""Units of measure: names, symbols and kinds.

To add one, add a line: canonical name, kind, symbols (case counts), names in the singular ("/" before an
irregular plural), and "si" if the SI prefixes go with it. "-re" names get their American "-er" spelling by
themselves. Symbols: UCUM (ucum.org, table "UCUM base units" and those of customary units) and the SI brochure,
9th edition, section 3 for the prefixes and table 8 for units outside SI; names: common usage.
"""

from factcheck.extraction.lexicon import words

_TABLE = """
percent | percent | % \uff05 pct pc | percent/percent, per cent/per cent, per-cent/per-cent, percent/percents, percentage/percentage |
per mille | percent | \u2030 | per mille/per mille |
percentage point | percentage_point | ppt ppts pp | percentage point, percent point, per cent point, %-point, % point |
basis point | percentage_point | bps bp | basis point |
metre | length | m | metre | si
mile | length | mi | mile |
nautical mile | length | nmi NM | nautical mile |
yard | length | yd yds | yard |
foot | length | ft | foot/feet |
inch | length | in | inch/inches |
furlong | length | - | furlong |
fathom | length | - | fathom |
micron | length | - | micron |
light year | length | ly | light year, light-year |
astronomical unit | length | AU | astronomical unit |
parsec | length | - | parsec |
hectare | area | ha | hectare |
acre | area | - | acre |
square metre | area | m2 m\u00b2 sqm sq.m | square metre, sq metre, square m/square m, sq m/sq m, sq. m/sq. m |
square kilometre | area | km2 km\u00b2 sqkm | square kilometre, square km/square kms, sq km/sq km, sq. km/sq. km |
square centimetre | area | cm2 cm\u00b2 | square centimetre, sq cm/sq cm |
square mile | area | mi2 mi\u00b2 | square mile, sq mile, sq mi/sq mi, sq. mi/sq. mi |
square foot | area | ft2 ft\u00b2 sqft | square foot/square feet, sq ft/sq ft, sq. ft/sq. ft, sq foot/sq feet |
square inch | area | in2 in\u00b2 | square inch/square inches, sq in/sq in |
square yard | area | yd2 | square yard, sq yd/sq yd |
cubic metre | volume | m3 m\u00b3 | cubic metre, cu m/cu m |
cubic kilometre | volume | km3 km\u00b3 | cubic kilometre |
cubic foot | volume | ft3 ft\u00b3 cf | cubic foot/cubic feet, cu ft/cu ft |
cubic inch | volume | in3 | cubic inch/cubic inches |
cubic yard | volume | yd3 | cubic yard |
cubic mile | volume | - | cubic mile |
cubic centimetre | volume | cm3 cm\u00b3 cc | cubic centimetre |
litre | volume | L l | litre | si
gallon | volume | gal | gallon |
quart | volume | qt | quart |
pint | volume | pt | pint |
cup | volume | - | cup |
tablespoon | volume | tbsp | tablespoon |
teaspoon | volume | tsp | teaspoon |
fluid ounce | volume | - | fluid ounce, fl oz/fl oz |
barrel | volume | bbl bbls | barrel |
bushel | volume | - | bushel |
acre-foot | volume | - | acre-foot/acre-feet |
gram | mass | g | gram, gramme | si
kilogram | mass | kgs | kilo |
metric ton | mass | - | tonne, metric ton, metric tonne |
ton | mass | - | ton, short ton, long ton |
kiloton | mass | - | kiloton, kilotonne |
megaton | mass | Mt | megaton, megatonne |
gigaton | mass | Gt | gigaton, gigatonne |
teraton | mass | - | teraton, teratonne |
pound-mass | mass | lb lbs | pound |
ounce | mass | oz | ounce, troy ounce |
stone | mass | - | stone/stone |
carat | mass | ct | carat |
dram | mass | - | dram, drachm, drachma |
hundredweight | mass | cwt | hundredweight/hundredweight |
second | duration | s sec secs | second | si
minute | duration | min mins | minute |
hour | duration | h hr hrs | hour |
day | duration | - | day |
night | duration | - | night |
week | duration | wk wks | week |
fortnight | duration | - | fortnight |
month | duration | mo mos | month |
quarter | duration | - | calendar quarter |
year | duration | a yr yrs | year |
megayear | duration | Ma Myr | megayear |
gigayear | duration | Ga Gyr | gigayear, gigaannum/gigaannum |
decade | duration | - | decade |
century | duration | - | century/centuries |
millennium | duration | - | millennium/millennia |
year of age | age | y/o yo | year old, year-old, year of age/years of age, year old/years old, year-old/years-old, -year-old/-year-olds |
month of age | age | - | month old, month-old, month of age/months of age, month old/months old |
week of age | age | - | week old, week-old, week of age/weeks of age, week old/weeks old |
day of age | age | - | day old, day-old, day of age/days of age, day old/days old |
kilometre per hour | speed | km/h kph kmh km/hr kmph | kilometre per hour/kilometres per hour, kilometre an hour/kilometres an hour |
mile per hour | speed | mph mi/h | mile per hour/miles per hour, mile an hour/miles an hour |
metre per second | speed | m/s | metre per second/metres per second, metre a second/metres a second |
kilometre per second | speed | km/s | kilometre per second/kilometres per second |
foot per second | speed | ft/s fps | foot per second/feet per second |
knot | speed | kt kts kn | knot |
mach | speed | - | mach/mach |
celsius | temperature | \u00b0C \u2103 degC C | celsius/celsius, centigrade/centigrade, degree celsius/degrees celsius, degree centigrade/degrees centigrade, \u00b0 celsius/\u00b0 celsius, deg c/deg c, degree c/degrees c, celcius/celcius, degree celcius/degrees celcius, \u00b0 c/\u00b0 c |
fahrenheit | temperature | \u00b0F \u2109 degF F | fahrenheit/fahrenheit, degree fahrenheit/degrees fahrenheit, \u00b0 fahrenheit/\u00b0 fahrenheit, deg f/deg f, degree f/degrees f, farenheit/farenheit, degree farenheit/degrees farenheit, \u00b0 f/\u00b0 f |
kelvin | temperature | K | kelvin, degree kelvin/degrees kelvin |
degree | temperature | \u00b0 \u00ba deg | degree |
watt | power | W | watt | si
horsepower | power | hp HP bhp PS | horsepower/horsepower, brake horsepower/brake horsepower |
British thermal unit | energy | BTU Btu | british thermal unit |
watt hour | energy | Wh | watt hour, watt-hour | si
joule | energy | J | joule | si
calorie | energy | cal kcal | calorie, kilocalorie |
electronvolt | energy | eV | electronvolt, electron volt | si
therm | energy | - | therm |
volt | voltage | V | volt | si
volt-ampere | power | VA | volt-ampere | si
ampere | current | A | ampere, amp | si
ampere-hour | charge | Ah | ampere-hour, ampere hour, amp hour | si
coulomb | charge | - | coulomb |
farad | capacitance | - | farad | si
ohm | resistance | \u03a9 \u2126 | ohm | si
tesla | magnetism | - | - |
hertz | frequency | Hz | hertz/hertz | si
revolutions per minute | frequency | rpm RPM | revolution per minute/revolutions per minute |
beat per minute | frequency | bpm BPM | beat per minute/beats per minute |
frame per second | frequency | - | frame per second/frames per second |
bit | data | bit | bit | si
byte | data | B | byte | si
kibibyte | data | KiB | kibibyte |
mebibyte | data | MiB | mebibyte |
gibibyte | data | GiB | gibibyte |
bit per second | speed | bps bit/s b/s | bit per second/bits per second | si
byte per second | speed | B/s | byte per second/bytes per second | si
pixel | resolution | px | pixel |
megapixel | resolution | MP megapixels | megapixel |
dot per inch | resolution | dpi DPI | dot per inch/dots per inch |
pixel per inch | resolution | ppi PPI | pixel per inch/pixels per inch |
mile per gallon | consumption | mpg MPG | mile per gallon/miles per gallon, mile a gallon/miles a gallon |
pascal | pressure | Pa | pascal | si
bar | pressure | - | bar | si
millimetre of mercury | pressure | mmHg | millimetre of mercury/millimetres of mercury |
atmosphere | pressure | atm | standard atmosphere |
pound per square inch | pressure | psi PSI | pound per square inch/pounds per square inch |
kilopound per square inch | pressure | ksi KSI | kilopound per square inch/kilopounds per square inch |
newton | force | N | newton | si
pound-force | force | lbf | pound-force |
newton metre | torque | Nm N\u00b7m | newton metre, newton-metre |
pound-foot | torque | - | pound-foot/pound-feet, pound-foot of torque/pound-feet of torque, pound foot/pound feet |
foot pound-force | torque | lb-ft ft-lb | foot-pound, lb ft/lb ft, ft lb/ft lb |
decibel | loudness | dB | decibel |
magnitude | magnitude | - | magnitude/magnitude |
sievert | radiation | Sv | sievert | si
gray | radiation | Gy | - | si
becquerel | radiation | Bq | becquerel | si
curie | radiation | Ci | curie | si
roentgen | radiation | R | roentgen |
lumen | light | lm | lumen |
lux | light | lx | lux/lux |
candela | light | cd nits | candela, nit |
mole | amount | mol | mole | si
part per million | concentration | ppm | part per million/parts per million |
part per billion | concentration | ppb | part per billion/parts per billion |
carbon dioxide equivalent ton | mass | tCO2e | ton of carbon dioxide equivalent/tons of carbon dioxide equivalent |
ton per day | flow | tpd | - |
barrel per day | flow | bpd b/d | barrel per day/barrels per day |
"""
#: Symbol, name, power of ten (SI brochure, 9th edition, table 7). "u" is what keyboards write for micro.
_PREFIXES = """
Q quetta, R ronna, Y yotta, Z zetta, E exa, P peta, T tera, G giga, M mega, k kilo, h hecto, da deca, d deci, c centi,
m milli, \u00b5 micro, \u03bc micro, u micro, n nano, p pico, f femto, a atto, z zepto, y yocto
"""
#: Prefixes whose symbols people write with any unit; the others make too many words ("as", "El").
_USUAL = words("T G M k d c m \u00b5 \u03bc u n")
_HUGE = words("P E Z")
_OFTEN_HUGE = words("B W Wh J eV Hz bps")
#: Prefixed units that people write in another case ("KB", "Km", "KW").
_CAPITAL_KILO = ("m", "g", "B", "W", "Wh", "Hz", "V", "Pa", "bps")
#: What common usage calls another name than the prefix gives.
_COMMON_NAMES = {"microgram": ("mcg",), "millilitre": ("mL",), "kilobyte": ("KB",), "megabyte": ("mb",)}
Entry = tuple[str, str, list[str], list[str]]


def entries() -> list[Entry]:
    """(canonical name, kind, symbols, lower-case names) for every unit, prefixed ones too."""
    found: list[Entry] = []
    prefixes = [tuple(pair.split()) for pair in _PREFIXES.replace("\n", " ").split(", ")]
    for line in _TABLE.strip().splitlines():
        name, kind, symbols, names, prefixed = (cell.strip() for cell in line.split("|"))
        written = [] if symbols == "-" else symbols.split()
        called = [] if names == "-" else [form for entry in names.split(", ") for form in _spellings(entry)]
        found.append((name, kind, written, called))
        if prefixed != "si":
            continue
        for short, long in prefixes:
            multiple = [
                short + symbol
                for symbol in written
                if short in _USUAL or (short in _HUGE and symbol in _OFTEN_HUGE)
            ]
            if short == "k":
                multiple += ["K" + symbol for symbol in written if symbol in _CAPITAL_KILO]
            multiple += _COMMON_NAMES.get(long + name, ())
            found.append((long + name, kind, multiple, [long + form for form in called]))
    return found


def _spellings(entry: str) -> list[str]:
    singular, _, plural = entry.partition("/")
    forms = [singular, plural or singular + "s"]
    for british, american in (("metre", "meter"), ("litre", "liter")):
        forms += [form.replace(british, american) for form in forms if british in form]
    return list(dict.fromkeys(forms))
