"""Money: the currencies of ISO 4217, their signs, what newspapers call them, and their small change.

To add one, add a line: ISO code, canonical name, other names (lower case, "/" before an irregular plural),
signs and letter codes in front of or behind a figure, small change (a hundredth). "-" where there is none.
Codes and names: ISO 4217:2015 list one (current) and list three (historic); signs: Unicode, block "Currency
Symbols", and common usage.
"""

from dataclasses import dataclass

from .lexer import Lexeme, lex

_TABLE = """
USD | dollar | us dollar, u.s. dollar, american dollar, united states dollar, buck | $ us$ u.s.$ u.s$ $us | cent
EUR | euro | - | \u20ac eu\u20ac | cent, euro cent
GBP | pound sterling | pound sterling/pounds sterling, british pound, sterling, quid/quid | \u00a3 gb\u00a3 uk\u00a3 ps | penny/pence, penny/pennies, p/p
JPY | japanese yen | yen/yen, japanese yen/japanese yen | \u00a5 \uffe5 y= jp\u00a5 | -
CNY | chinese yuan | yuan/yuan, chinese yuan/chinese yuan, renminbi/renminbi, rmb/rmb | \u5143 cn\u00a5 rmb | -
CHF | swiss franc | franc | sfr | rappen/rappen
AUD | australian dollar | aussie dollar | a$ au$ $a $au | -
CAD | canadian dollar | - | c$ ca$ can$ $c $ca cdn$ | -
NZD | new zealand dollar | kiwi dollar | nz$ $nz | -
HKD | hong kong dollar | - | hk$ $hk | -
SGD | singapore dollar | - | s$ sg$ | -
TWD | new taiwan dollar | taiwan dollar, taiwanese dollar | nt$ | -
JMD | jamaican dollar | - | j$ ja$ | -
TTD | trinidad and tobago dollar | - | tt$ | -
BBD | barbadian dollar | - | bds$ | -
BZD | belize dollar | - | bz$ | -
BSD | bahamian dollar | - | - | -
FJD | fijian dollar | fiji dollar | fj$ | -
GYD | guyanese dollar | - | g$ | -
LRD | liberian dollar | - | l$ | -
NAD | namibian dollar | - | n$ | -
XCD | east caribbean dollar | - | ec$ | -
BND | brunei dollar | - | b$ | -
ZWL | zimbabwean dollar | - | - | -
SEK | swedish krona | swedish krona/swedish kronor, swedish crown | - | \u00f6re/\u00f6re
NOK | norwegian krone | norwegian krone/norwegian kroner, norwegian crown | - | -
DKK | danish krone | danish krone/danish kroner, danish crown | - | -
ISK | icelandic krona | icelandic krona/icelandic kronur | - | -
CZK | czech koruna | koruna/korunas, czech koruna/czech korunas, czech crown | k\u010d | -
XKR | krona | krona/kronor, krone/kroner | kr | -
PLN | polish zloty | zloty/zlotys, zloty/zloty, z\u0142oty/z\u0142otys, zlotych | z\u0142 | grosz/groszy
HUF | hungarian forint | forint | - | -
RON | romanian leu | leu/lei, romanian leu/romanian lei | - | -
MDL | moldovan leu | moldovan leu/moldovan lei | - | -
BGN | bulgarian lev | lev/leva, bulgarian lev/bulgarian leva | - | -
RSD | serbian dinar | - | - | -
MKD | macedonian denar | denar | - | -
ALL | albanian lek | lek/leks | - | -
BAM | convertible mark | bosnian mark | - | -
RUB | russian ruble | ruble, rouble, russian rouble | \u20bd | kopek, kopeck
UAH | hryvnia | hryvnia/hryvnia, hryvna, ukrainian hryvnia | \u20b4 | kopiyka/kopiykas
BYN | belarusian ruble | belarusian rouble | - | -
KZT | kazakhstani tenge | tenge/tenge | \u20b8 | -
UZS | uzbekistani som | uzbek som/uzbek som | - | -
KGS | kyrgyzstani som | kyrgyz som/kyrgyz som | - | -
TJS | tajikistani somoni | somoni/somoni | - | -
TMT | turkmenistani manat | - | - | -
AZN | azerbaijani manat | manat/manat, manat/manats | \u20bc | -
GEL | georgian lari | lari/lari, lari/laris | \u20be | -
AMD | armenian dram | - | \u058f | -
TRY | turkish lira | turkish lira/turkish lira, lira/lira, lira/liras | \u20ba | kurus/kurus
ILS | shekel | israeli shekel, new israeli shekel, israeli new shekel, new shekel | \u20aa nis | agora/agorot
EGP | egyptian pound | - | e\u00a3 le | piastre, piaster
LBP | lebanese pound | lebanese lira/lebanese lira | - | -
SYP | syrian pound | - | - | -
SDG | sudanese pound | - | - | -
SSP | south sudanese pound | - | - | -
SAR | saudi riyal | riyal, saudi arabian riyal | \ufdfc | -
QAR | qatari riyal | - | - | -
OMR | omani rial | - | - | -
YER | yemeni rial | - | - | -
IRR | iranian rial | rial | - | -
AED | uae dirham | dirham, emirati dirham | dh dhs | -
MAD | moroccan dirham | - | - | -
KWD | kuwaiti dinar | - | - | -
BHD | bahraini dinar | - | - | -
JOD | jordanian dinar | - | - | -
IQD | iraqi dinar | - | - | -
DZD | algerian dinar | - | - | -
TND | tunisian dinar | - | - | -
LYD | libyan dinar | - | - | -
XDN | dinar | dinar | - | -
AFN | afghani | afghani, afghan afghani | \u060b | -
PKR | pakistani rupee | - | - | -
INR | indian rupee | - | \u20b9 \u20a8 rs re | paisa/paise
LKR | sri lankan rupee | - | - | -
NPR | nepalese rupee | nepali rupee | - | -
MUR | mauritian rupee | - | - | -
SCR | seychellois rupee | - | - | -
MVR | maldivian rufiyaa | rufiyaa/rufiyaa | - | -
XRU | rupee | rupee | - | -
BDT | bangladeshi taka | taka/taka | \u09f3 tk | -
BTN | bhutanese ngultrum | ngultrum | - | -
MMK | myanmar kyat | kyat, burmese kyat | - | -
THB | thai baht | baht/baht | \u0e3f | satang/satang
LAK | lao kip | kip/kip, laotian kip/laotian kip | \u20ad | -
KHR | cambodian riel | riel | \u17db | -
VND | vietnamese dong | dong/dong | \u20ab | -
IDR | indonesian rupiah | rupiah/rupiah, rupiah/rupiahs | rp | -
MYR | malaysian ringgit | ringgit/ringgit, ringgit/ringgits | rm | sen/sen
PHP | philippine peso | - | \u20b1 php | -
KRW | south korean won | korean won/korean won, won/won | \u20a9 | -
KPW | north korean won | north korean won/north korean won | - | -
MNT | mongolian tugrik | tugrik | \u20ae | -
MXN | mexican peso | - | mex$ mx$ mxn$ | centavo
ARS | argentine peso | argentinian peso | ar$ | -
CLP | chilean peso | - | cl$ | -
COP | colombian peso | - | col$ | -
CUP | cuban peso | - | - | -
DOP | dominican peso | - | rd$ | -
UYU | uruguayan peso | - | $u | -
XPE | peso | peso | - | -
BRL | brazilian real | brazilian real/brazilian reais, real/reais | r$ | -
BOB | bolivian boliviano | boliviano | - | -
PYG | paraguayan guarani | guarani/guaranies | \u20b2 | -
PEN | peruvian sol | peruvian sol/peruvian soles | s/. | -
VES | venezuelan bolivar | bolivar/bolivars, bolivar/bolivares | bs | -
CRC | costa rican colon | colon/colones | \u20a1 | -
GTQ | guatemalan quetzal | quetzal/quetzales | - | -
HNL | honduran lempira | lempira | - | -
NIO | nicaraguan cordoba | cordoba | - | -
PAB | panamanian balboa | balboa | - | -
HTG | haitian gourde | gourde | - | -
ZAR | south african rand | rand/rand, rands | r | -
NGN | nigerian naira | naira/naira | \u20a6 | kobo/kobo
GHS | ghanaian cedi | cedi, ghana cedi | \u20b5 gh\u20b5 | pesewa
KES | kenyan shilling | - | ksh kshs | -
UGX | ugandan shilling | - | ush | -
TZS | tanzanian shilling | - | tsh | -
SOS | somali shilling | - | - | -
ETB | ethiopian birr | birr/birr | - | -
RWF | rwandan franc | - | - | -
BIF | burundian franc | - | - | -
CDF | congolese franc | - | - | -
XOF | west african cfa franc | cfa franc | - | -
XAF | central african cfa franc | - | - | -
XPF | cfp franc | - | - | -
MGA | malagasy ariary | ariary/ariary | - | -
ZMW | zambian kwacha | kwacha/kwacha | - | -
MWK | malawian kwacha | malawi kwacha/malawi kwacha | - | -
AOA | angolan kwanza | kwanza | - | -
MZN | mozambican metical | metical/meticais | - | -
BWP | botswana pula | pula/pula | - | -
SZL | swazi lilangeni | lilangeni/emalangeni | - | -
LSL | lesotho loti | loti/maloti | - | -
XSH | shilling | shilling | - | -
BTC | bitcoin | - | \u20bf | satoshi
ETH | ether | - | - | -
DEM | german mark | deutsche mark/deutsche marks, deutschmark, d-mark, west german mark | dm | pfennig/pfennigs
FRF | french franc | - | ffr | centime
ITL | italian lira | italian lira/italian lire, lira/lire | - | -
ESP | spanish peseta | peseta | - | -
PTE | portuguese escudo | escudo | - | -
NLG | netherlands guilder | guilder, dutch guilder | - | -
BEF | belgian franc | - | - | -
ATS | austrian schilling | schilling | - | -
FIM | finnish markka | markka/markka, markka/markkaa, finnish markka/finnish markka | - | -
GRD | greek drachma | greek drachma/greek drachmas | - | -
IEP | irish pound | irish punt, punt | ir\u00a3 | -
"""
#: Codes of the table that ISO does not know: names that several countries share.
_SHARED = frozenset(("XKR", "XDN", "XRU", "XPE", "XSH"))

#: Codes that are oftener words: "ALL 5", "TOP 10".
_WORDS = frozenset(("ALL", "TRY", "TOP", "MAD", "CUP", "PEN", "AMD", "BOB", "COP", "GEL"))


@dataclass(frozen=True, slots=True)
class Currency:
    name: str
    #: Hundredths of it, every way they are written.
    change: frozenset[str]


def _row(line: str) -> tuple[str, str, list[str], list[str], list[str]]:
    code, name, names, signs, change = (cell.strip() for cell in line.split("|"))
    listed = [
        form
        for cell in (names, name)
        if cell != "-"
        for entry in cell.split(", ")
        for form in _numbers(entry)
    ]
    small = [form for entry in change.split(", ") if entry != "-" for form in _numbers(entry)]
    return code, name, listed, [] if signs == "-" else signs.split(), small


def _numbers(entry: str) -> list[str]:
    """Singular and plural."""
    singular, _, plural = entry.partition("/")
    return [singular, plural or singular + "s"]


_ROWS = [_row(line) for line in _TABLE.strip().splitlines()]

CURRENCIES = {name: Currency(name, frozenset(small)) for _, name, _, _, small in _ROWS}
#: Lower-case ISO code to name.
CODES = {code.lower(): name for code, name, *_ in _ROWS if code not in _SHARED | _WORDS}
#: Signs as the lexer cuts them, in lower case: ("us", "$").
SIGNS: dict[tuple[str, ...], str] = {}
#: Written names, in lower case, as the lexer cuts them.
NAMES: dict[tuple[str, ...], str] = {}
for _iso, _name, _called, _marks, _small in _ROWS:
    for _sign in _marks:
        SIGNS[tuple(lexeme.lower for lexeme in lex(_sign))] = _name
    for _form in _called:
        NAMES.setdefault(tuple(lexeme.lower for lexeme in lex(_form)), _name)
for _code, _currency in CODES.items():
    NAMES.setdefault((_code,), _currency)
    SIGNS[_code, "$"] = _currency
#: "30 MUSD", "MEUR 120": a code behind the letter of its scale.
SCALED_CODES = {
    letter + code: (name, scale)
    for code, name in CODES.items()
    for letter, scale in (("k", 10**3), ("m", 10**6), ("b", 10**9))
}
#: What small change is called where the currency is not named beside it.
SMALL_CHANGE = {"cent": ("cent", "cents"), "penny": ("penny", "pence", "pennies")}

_ENDS_OF_SIGNS = frozenset(sign[-1] for sign in SIGNS)


def is_money_mark(lexeme: Lexeme) -> bool:
    """Whether a sign or code of money ends here, so that the number behind it is an amount."""
    if lexeme.kind == "mark":
        return lexeme.text in _ENDS_OF_SIGNS
    return (
        lexeme.kind == "word"
        and lexeme.text.isupper()
        and (lexeme.lower in CODES or (lexeme.lower,) in SIGNS)
    )
