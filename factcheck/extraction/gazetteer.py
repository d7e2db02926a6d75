"""Well-known places, written from general knowledge: what a small model should not have to guess."""

from .lexicon import words

#: Country: capital: adjectives.
_COUNTRIES = """
Afghanistan: Kabul: Afghan
Albania: Tirana: Albanian
Algeria: Algiers: Algerian
Andorra: Andorra la Vella: Andorran
Angola: Luanda: Angolan
Argentina: Buenos Aires: Argentine, Argentinian
Armenia: Yerevan: Armenian
Australia: Canberra: Australian
Austria: Vienna: Austrian
Azerbaijan: Baku: Azerbaijani, Azeri
Bahamas: Nassau: Bahamian
Bahrain: Manama: Bahraini
Bangladesh: Dhaka: Bangladeshi
Barbados: Bridgetown: Barbadian
Belarus: Minsk: Belarusian
Belgium: Brussels: Belgian
Belize: Belmopan: Belizean
Benin: Porto-Novo: Beninese
Bhutan: Thimphu: Bhutanese
Bolivia: La Paz: Bolivian
Bosnia: Sarajevo: Bosnian
Botswana: Gaborone:
Brazil: Brasilia: Brazilian
Britain: London: British
Brunei: Bandar Seri Begawan: Bruneian
Bulgaria: Sofia: Bulgarian
Burkina Faso: Ouagadougou: Burkinabe
Burundi: Bujumbura: Burundian
Cambodia: Phnom Penh: Cambodian
Cameroon: Yaounde: Cameroonian
Canada: Ottawa: Canadian
Central African Republic: Bangui:
Chad: N'Djamena: Chadian
Chile: Santiago: Chilean
China: Beijing: Chinese
Colombia: Bogota: Colombian
Congo: Kinshasa: Congolese
Costa Rica: San Jose: Costa Rican
Croatia: Zagreb: Croatian
Cuba: Havana: Cuban
Cyprus: Nicosia: Cypriot
Czech Republic: Prague: Czech
Denmark: Copenhagen: Danish
Djibouti: Djibouti: Djiboutian
Dominican Republic: Santo Domingo: Dominican
Ecuador: Quito: Ecuadorian, Ecuadorean
Egypt: Cairo: Egyptian
El Salvador: San Salvador: Salvadoran, Salvadorean
England: London: English
Eritrea: Asmara: Eritrean
Estonia: Tallinn: Estonian
Ethiopia: Addis Ababa: Ethiopian
Fiji: Suva: Fijian
Finland: Helsinki: Finnish
France: Paris: French
Gabon: Libreville: Gabonese
Gambia: Banjul: Gambian
Georgia: Tbilisi: Georgian
Germany: Berlin: German
Ghana: Accra: Ghanaian
Greece: Athens: Greek
Greenland: Nuuk: Greenlandic
Guatemala: Guatemala City: Guatemalan
Guinea: Conakry: Guinean
Guyana: Georgetown: Guyanese
Haiti: Port-au-Prince: Haitian
Honduras: Tegucigalpa: Honduran
Hong Kong::
Hungary: Budapest: Hungarian
Iceland: Reykjavik: Icelandic
India: New Delhi: Indian
Indonesia: Jakarta: Indonesian
Iran: Tehran: Iranian
Iraq: Baghdad: Iraqi
Ireland: Dublin: Irish
Israel: Jerusalem: Israeli
Italy: Rome: Italian
Ivory Coast: Abidjan: Ivorian
Jamaica: Kingston: Jamaican
Japan: Tokyo: Japanese
Jordan: Amman: Jordanian
Kazakhstan: Astana: Kazakh
Kenya: Nairobi: Kenyan
Kosovo: Pristina: Kosovan
Kuwait: Kuwait City: Kuwaiti
Kyrgyzstan: Bishkek: Kyrgyz
Laos: Vientiane: Laotian
Latvia: Riga: Latvian
Lebanon: Beirut: Lebanese
Liberia: Monrovia: Liberian
Libya: Tripoli: Libyan
Lithuania: Vilnius: Lithuanian
Luxembourg::
Madagascar: Antananarivo: Malagasy
Malawi: Lilongwe: Malawian
Malaysia: Kuala Lumpur: Malaysian
Maldives:: Maldivian
Mali: Bamako: Malian
Malta: Valletta: Maltese
Mauritania: Nouakchott: Mauritanian
Mauritius: Port Louis: Mauritian
Mexico: Mexico City: Mexican
Moldova: Chisinau: Moldovan
Mongolia: Ulaanbaatar: Mongolian
Montenegro: Podgorica: Montenegrin
Morocco: Rabat: Moroccan
Mozambique: Maputo: Mozambican
Myanmar: Yangon: Burmese
Namibia: Windhoek: Namibian
Nepal: Kathmandu: Nepalese, Nepali
Netherlands: Amsterdam: Dutch
New Zealand: Wellington:
Nicaragua: Managua: Nicaraguan
Niger: Niamey: Nigerien
Nigeria: Abuja: Nigerian
North Korea: Pyongyang: North Korean
North Macedonia: Skopje: Macedonian
Northern Ireland: Belfast: Northern Irish
Norway: Oslo: Norwegian
Oman: Muscat: Omani
Pakistan: Islamabad: Pakistani
Palestine: Ramallah: Palestinian
Panama: Panama City: Panamanian
Papua New Guinea: Port Moresby:
Paraguay: Asuncion: Paraguayan
Peru: Lima: Peruvian
Philippines: Manila: Philippine, Filipino
Poland: Warsaw: Polish
Portugal: Lisbon: Portuguese
Puerto Rico: San Juan: Puerto Rican
Qatar: Doha: Qatari
Romania: Bucharest: Romanian
Russia: Moscow: Russian
Rwanda: Kigali: Rwandan
Saudi Arabia: Riyadh: Saudi, Saudi Arabian
Scotland: Edinburgh: Scottish
Senegal: Dakar: Senegalese
Serbia: Belgrade: Serbian
Sierra Leone: Freetown: Sierra Leonean
Singapore:: Singaporean
Slovakia: Bratislava: Slovak
Slovenia: Ljubljana: Slovenian
Somalia: Mogadishu: Somali
South Africa: Johannesburg: South African
South Korea: Seoul: South Korean
South Sudan: Juba: South Sudanese
Soviet Union:: Soviet
Spain: Madrid: Spanish
Sri Lanka: Colombo: Sri Lankan
Sudan: Khartoum: Sudanese
Suriname: Paramaribo: Surinamese
Sweden: Stockholm: Swedish
Switzerland: Bern: Swiss
Syria: Damascus: Syrian
Taiwan: Taipei: Taiwanese
Tajikistan: Dushanbe: Tajik
Tanzania: Dar es Salaam: Tanzanian
Thailand: Bangkok: Thai
Togo: Lome: Togolese
Trinidad and Tobago: Port of Spain: Trinidadian
Tunisia: Tunis: Tunisian
Turkey: Ankara: Turkish
Turkmenistan: Ashgabat: Turkmen
Uganda: Kampala: Ugandan
Ukraine: Kyiv: Ukrainian
United Arab Emirates: Abu Dhabi: Emirati
United Kingdom: London: British
United States: Washington: American
Uruguay: Montevideo: Uruguayan
Uzbekistan: Tashkent: Uzbek
Vatican::
Venezuela: Caracas: Venezuelan
Vietnam: Hanoi: Vietnamese
Wales: Cardiff: Welsh
Yemen: Sanaa: Yemeni
Zambia: Lusaka: Zambian
Zimbabwe: Harare: Zimbabwean
"""
_OTHERS = """
Africa, Asia, Europe, North America, South America, Central America, Latin America, Antarctica, Oceania
Middle East, Far East, Near East, Eastern Europe, Western Europe, Central Asia, Southeast Asia, West Africa, East Africa
Balkans, Caribbean, Scandinavia, Crimea, Donbas, Gaza, Gaza Strip, West Bank, Kashmir, Kurdistan, Siberia, Tibet, Xinjiang
Atlantic, Pacific, Arctic, Antarctic, Mediterranean, Baltic, Black Sea, Red Sea, North Sea, South China Sea, Persian Gulf
Korean Peninsula, Sahara, Sahel, Himalayas, Alps, Andes, Amazon, Nile, Danube, Rhine, Thames, Mississippi River
European Union, EU, E.U., US, U.S., USA, U.S.A., UK, U.K., UAE, U.A.E., DPRK, D.R. Congo, DRC, Great Britain, Holland, Burma
Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois, Indiana
Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana
Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina, North Dakota, Ohio, Oklahoma, Oregon
Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, West Virginia
Wisconsin, Wyoming, D.C., District of Columbia, New England
Alberta, British Columbia, Manitoba, New Brunswick, Newfoundland, Nova Scotia, Ontario, Quebec, Saskatchewan, Yukon
New South Wales, Queensland, Victoria, Tasmania, Western Australia, South Australia
Tamil Nadu, Karnataka, Kerala, Maharashtra, Gujarat, Punjab, Rajasthan, Bihar, Uttar Pradesh, West Bengal, Assam
Bavaria, Saxony, Catalonia, Andalusia, Brittany, Normandy, Sicily, Sardinia, Tuscany, Lombardy, Flanders, Wallonia
Cornwall, Devon, Dorset, Essex, Kent, Sussex, Surrey, Hampshire, Norfolk, Suffolk, Yorkshire, Lancashire, Cumbria
New York City, Los Angeles, Chicago, Houston, Philadelphia, Phoenix, San Antonio, San Diego, Dallas, San Francisco, Austin
Seattle, Denver, Boston, Detroit, Nashville, Memphis, Portland, Las Vegas, Baltimore, Milwaukee, Albuquerque, Sacramento
Atlanta, Miami, Oakland, Minneapolis, Cleveland, Tampa, New Orleans, Honolulu, Cincinnati, Pittsburgh, St. Louis, Columbus
Charlotte, Indianapolis, Salt Lake City, Kansas City, Louisville, Hollywood, Manhattan, Brooklyn, Silicon Valley
Juneau, Little Rock, Hartford, Tallahassee, Boise, Springfield, Des Moines, Topeka, Baton Rouge, Annapolis, Lansing
Jefferson City, Carson City, Trenton, Santa Fe, Albany, Raleigh, Bismarck, Harrisburg, Montpelier, Richmond, Olympia
Cheyenne, Oklahoma City, Anchorage, Buffalo, Omaha, Tulsa, Tucson, Chattanooga, Knoxville, El Paso, Fort Worth
Toronto, Montreal, Vancouver, Calgary, Edmonton, Winnipeg, Sydney, Melbourne, Brisbane, Perth, Adelaide, Auckland
Birmingham, Manchester, Liverpool, Leeds, Sheffield, Bristol, Newcastle, Nottingham, Leicester, Glasgow, Aberdeen, Swansea
Oxford, Cambridge, York, Brighton, Southampton, Portsmouth, Plymouth, Norwich, Galway, Limerick
Barcelona, Valencia, Seville, Milan, Naples, Turin, Venice, Florence, Munich, Hamburg, Frankfurt, Cologne, Dresden, Leipzig
Marseille, Lyon, Toulouse, Strasbourg, Geneva, Zurich, Basel, Davos, Antwerp, Ghent, Rotterdam, The Hague, Utrecht
Gothenburg, Malmo, Bergen, Krakow, Gdansk, St. Petersburg, Kharkiv, Odesa, Odessa, Lviv, Mariupol, Donetsk, Luhansk, Kherson
Bakhmut, Kiev, Dnipro, Zaporizhzhia, Istanbul, Izmir, Aleppo, Homs, Idlib, Raqqa, Mosul, Basra, Gaza City, Tel Aviv, Haifa
Dubai, Mecca, Jeddah, Aden, Alexandria, Casablanca, Lagos, Kano, Mombasa, Cape Town, Durban, Pretoria, Soweto
Mumbai, Delhi, Kolkata, Chennai, Bangalore, Bengaluru, Hyderabad, Pune, Ahmedabad, Karachi, Lahore, Peshawar, Kandahar
Shanghai, Guangzhou, Shenzhen, Wuhan, Chongqing, Tianjin, Macau, Osaka, Kyoto, Hiroshima, Nagasaki, Fukushima, Okinawa
Busan, Ho Chi Minh City, Bali, Cebu, Mindanao, Luzon, Sao Paulo, Rio de Janeiro, Medellin, Cali, Guayaquil, Cusco, Tijuana
Guadalajara, Monterrey, Acapulco, Cancun, Baja California, White House, Kremlin, Capitol Hill, Wall Street, Downing Street, Buckingham Palace
"""
_OTHER_ADJECTIVES = """
European, African, Asian, North American, South American, Latin American, Central American, Middle Eastern, Caribbean
Catalan, Chechen, Kurdish, Tibetan, Scandinavian, Siberian, Crimean, Bavarian, Californian, Texan, Hawaiian, Sicilian, Korean
"""


def _listed(text: str) -> list[str]:
    return [name.strip() for line in text.strip().splitlines() for name in line.split(",") if name.strip()]


def _columns() -> list[list[str]]:
    return [[part.strip() for part in line.split(":")] for line in _COUNTRIES.strip().splitlines()]


PLACES = frozenset(
    [name for country, capital, _ in _columns() for name in (country, capital) if name]
    + _listed(_OTHERS)
    + ["Washington, D.C."]
)
#: Adjectives that name a place: "the Russian army".
ADJECTIVES = frozenset(
    [name.strip() for _, _, adjectives in _columns() for name in adjectives.split(",") if name.strip()]
    + _listed(_OTHER_ADJECTIVES)
)
#: Places that people are called after: where the parser reads a person, it is one.
ALSO_PEOPLE = words(
    "Adelaide Austin Brooklyn Carolina Chad Charlotte Cleveland Columbus Dakota Dallas Denver Devon Florence Georgia "
    "Houston India Israel Jordan Kent Madison Paris Phoenix Richmond Santiago Sofia Sydney Victoria Vienna "
    "Virginia Washington York"
)
