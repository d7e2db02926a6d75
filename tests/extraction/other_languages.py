"""Short articles in other languages, written for these tests, with the figures that they hold."""

from dataclasses import dataclass

Figure = tuple[str, float | None, str | None]


@dataclass(frozen=True)
class Piece:
    """``figures`` are (words, value, unit) in order; ``sentences`` counts those of the whole text."""

    code: str
    text: str
    figures: list[Figure]
    sentences: int


PIECES = [
    Piece(
        "de",
        "Bei einem Brand in Varnstadt sind am 10. März 2026 nach Angaben der Feuerwehr 12 Menschen ums Leben "
        "gekommen, 1.234 mussten ihre Wohnungen verlassen. Der Schaden wird auf 3,5 Mio. Euro geschätzt, 40 % "
        "mehr als 2022. „Um 14.30 Uhr waren es 10–15 Grad“, sagte Dr. Erika Lohmann von der B-52-Staffel. Die "
        "Stadt zahlt 2,5 Milliarden Dollar.",
        [
            ("12", 12, None),
            ("1.234", 1234, None),
            ("3,5 Mio. Euro", 3_500_000, "euro"),
            ("40 %", 40, "percent"),
            ("10–15", None, None),
            ("2,5 Milliarden Dollar", 2_500_000_000, "dollar"),
        ],
        4,
    ),
    Piece(
        "fr",
        "Le 14 juillet 2022, 12 300 personnes ont manifesté à Valbourg, selon la préfecture, soit 3,5 % de plus "
        "que l’année précédente. La facture atteint 3 millions d’euros. À 14h30, la circulation était bloquée sur "
        "5 km ; c’est la 2e fois en un mois.",
        [
            ("12 300", 12_300, None),
            ("3,5 %", 3.5, "percent"),
            ("3 millions d’euros", 3_000_000, "euro"),
            ("5 km", 5, "kilometre"),
        ],
        3,
    ),
    Piece(
        "es",
        "El 10 de marzo de 2026 murieron 1.234 personas en el terremoto de Valdehiedra, informó el Gobierno. La "
        "reconstrucción costará 2.500 millones de euros, el 40 por ciento del presupuesto. ¿Quién pagará los "
        "otros 12 mil millones de pesos?",
        [
            ("1.234", 1234, None),
            ("2.500 millones de euros", 2_500_000_000, "euro"),
            ("40 por ciento", 40, "percent"),
            ("12 mil millones", 12_000_000_000, None),
        ],
        3,
    ),
    Piece(
        "ru",
        "10 марта 2022 года в городе Заречье погибли 84 человека, сообщили в министерстве. Ущерб оценили в "
        "3,5 млн рублей, разрушено 40% домов. В Ми-8 летел 11-летний мальчик, это уже 2-й случай; эвакуированы "
        "12 300 жителей.",
        [
            ("84", 84, None),
            ("3,5 млн рублей", 3_500_000, "russian ruble"),
            ("40%", 40, "percent"),
            ("11", 11, None),
            ("12 300", 12_300, None),
        ],
        3,
    ),
    Piece(
        "uk",
        "За даними повітряних сил, у ніч на 9 березня 2023 року збито 34 ракети з 81. Без світла лишилися "
        "1,5 мільйона людей, або 40 відсотків мешканців області. На відбудову виділять 12 тис. гривень на родину.",
        [
            ("34", 34, None),
            ("81", 81, None),
            ("1,5 мільйона", 1_500_000, None),
            ("40 відсотків", 40, "percent"),
            ("12 тис. гривень", 12_000, "hryvnia"),
        ],
        3,
    ),
    Piece(
        "ar",
        "أعلنت وزارة الصحة مقتل ١٢ شخصا في حريق يوم 10 مارس 2022. وقال الوزير إن ٤٠٪ من المباني دمرت، وإن "
        "الخسائر بلغت ٣ ملايين دولار. هل وصلت ١٬٢٣٤ خيمة؟ نعم.",
        [
            ("١٢", 12, None),
            ("٤٠٪", 40, "percent"),
            ("٣ ملايين دولار", 3_000_000, "dollar"),
            ("١٬٢٣٤", 1234, None),
        ],
        4,
    ),
    Piece(
        "he",
        "ב-10 במרץ נהרגו 12 בני אדם ו-1,234 נפצעו, מסר דובר העירייה. הנזק מוערך ב-3.5 מיליון שקלים, ו-40% "
        "מהבתים נהרסו.",
        [
            ("12", 12, None),
            ("1,234", 1234, None),
            ("3.5 מיליון שקלים", 3_500_000, "shekel"),
            ("40%", 40, "percent"),
        ],
        2,
    ),
    Piece(
        "hi",
        "10 मार्च को बाढ़ में १२ लोग मारे गए, सरकार ने कहा। राहत के लिए 5 लाख 20 हजार रुपये दिए गए और 1,50,000 "
        "घर टूटे। 40 प्रतिशत इलाका डूबा है।",
        [
            ("१२", 12, None),
            ("5 लाख 20 हजार रुपये", 520_000, "indian rupee"),
            ("1,50,000", 150_000, None),
            ("40 प्रतिशत", 40, "percent"),
        ],
        3,
    ),
    Piece(
        "zh",
        "2026年3月10日，临海县发生地震，造成12人死亡，3万5000人受灾。县长说：“损失达1.2亿元。”三十五名儿童获救，"
        "灾民增加了百分之三十！第5救援队走了３００公里。",
        [
            ("12", 12, None),
            ("3万5000", 35_000, None),
            ("1.2亿元", 120_000_000, "chinese yuan"),
            ("三十五", 35, None),
            ("百分之三十", 30, "percent"),
            ("３００公里", 300, "kilometre"),
        ],
        3,
    ),
    Piece(
        "ja",
        "10日午前8時ごろ、北浜市で火事があり、34人が死亡した。市長は「被害は1億2000万円に上る。」と述べた。3割の家が"
        "停電し、数十人が避難した。5年間で2回目だ。",
        [
            ("34", 34, None),
            ("1億2000万円", 120_000_000, "japanese yen"),
            ("3割", 30, "percent"),
            ("数十", None, None),
            ("5年", 5, "year"),
            ("2", 2, None),
        ],
        4,
    ),
    Piece(
        "tr",
        "10 Mart 2022'de Karaköprü'de 12 kişi öldü, valilik açıkladı. Hasar 3 milyon 500 bin lira, konutların "
        "%40'ı yıkıldı. Enflasyon yüzde 12,5 oldu.",
        [
            ("12", 12, None),
            ("3 milyon 500 bin lira", 3_500_000, "turkish lira"),
            ("%40", 40, "percent"),
            ("yüzde 12,5", 12.5, "percent"),
        ],
        3,
    ),
]
