"""What the states of the world are called beside their names: adjectives, capitals, seats of power, short forms.

CLDR and ISO 3166 have the names; what neither carries stands here: abbreviations and older or shorter names in
common use, who lives there, the capital, and the seats that stand for a state in the news.
"""

from __future__ import annotations

ALSO = {
    "US": "U.S.|US|U.S.A.|USA|United States of America|America",
    "GB": "U.K.|UK|Britain|Great Britain",
    "AE": "UAE|U.A.E.|Emirates",
    "BA": "Bosnia|Bosnia and Herzegovina",
    "BN": "Brunei",
    "BO": "Bolivia",
    "CD": "DRC|DR Congo|Democratic Republic of Congo|Democratic Republic of the Congo|Congo-Kinshasa",
    "CG": "Republic of Congo|Republic of the Congo|Congo-Brazzaville",
    "CI": "Ivory Coast|Cote d'Ivoire|Côte d'Ivoire",
    "CV": "Cabo Verde",
    "CZ": "Czech Republic",
    "FM": "Micronesia",
    "GM": "Gambia",
    "HK": "Hong Kong",
    "IR": "Iran",
    "KP": "North Korea|DPRK",
    "KR": "South Korea",
    "LA": "Laos",
    "MD": "Moldova",
    "MK": "North Macedonia",
    "MM": "Burma|Myanmar",
    "PS": "Palestine",
    "RU": "Russia",
    "ST": "Sao Tome and Principe",
    "SY": "Syria",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey|Türkiye|Turkiye",
    "TT": "Trinidad and Tobago",
    "TW": "Taiwan",
    "TZ": "Tanzania",
    "VA": "Vatican|Holy See",
    "VE": "Venezuela",
    "VN": "Vietnam",
    "XK": "Kosovo",
    "EU": "EU|E.U.|European Union",
    "UN": "UN|U.N.|United Nations",
}
"""Names and abbreviations of states and of the two unions that CLDR and ISO 3166 do not carry."""

SEATS = {
    "US": "Washington|White House",
    "RU": "Moscow|Kremlin",
    "GB": "London|Downing Street|Whitehall",
    "FR": "Paris|Elysee|Élysée",
    "DE": "Berlin",
    "CN": "Beijing",
    "JP": "Tokyo",
    "KR": "Seoul",
    "KP": "Pyongyang",
    "IN": "New Delhi|Delhi",
    "PK": "Islamabad",
    "IR": "Tehran",
    "IQ": "Baghdad",
    "SY": "Damascus",
    "TR": "Ankara",
    "SA": "Riyadh",
    "EG": "Cairo",
    "ET": "Addis Ababa",
    "ER": "Asmara",
    "SD": "Khartoum",
    "KE": "Nairobi",
    "UG": "Kampala",
    "RW": "Kigali",
    "CD": "Kinshasa",
    "NG": "Abuja",
    "NE": "Niamey",
    "ML": "Bamako",
    "BF": "Ouagadougou",
    "DZ": "Algiers",
    "LY": "Tripoli",
    "MA": "Rabat",
    "ZA": "Pretoria",
    "UA": "Kyiv|Kiev",
    "BY": "Minsk",
    "PL": "Warsaw",
    "RO": "Bucharest",
    "HU": "Budapest",
    "CZ": "Prague",
    "RS": "Belgrade",
    "XK": "Pristina",
    "GR": "Athens",
    "IT": "Rome",
    "ES": "Madrid",
    "PT": "Lisbon",
    "SE": "Stockholm",
    "NO": "Oslo",
    "FI": "Helsinki",
    "DK": "Copenhagen",
    "EE": "Tallinn",
    "LT": "Vilnius",
    "AM": "Yerevan",
    "AZ": "Baku",
    "GE": "Tbilisi",
    "KZ": "Astana",
    "AF": "Kabul",
    "TW": "Taipei",
    "PH": "Manila",
    "VN": "Hanoi",
    "MM": "Naypyidaw",
    "ID": "Jakarta",
    "AU": "Canberra",
    "NZ": "Wellington",
    "CA": "Ottawa",
    "CU": "Havana",
    "VE": "Caracas",
    "CO": "Bogota|Bogotá",
    "BR": "Brasilia|Brasília",
    "AR": "Buenos Aires",
    "EU": "Brussels",
}
"""Capitals and seats of power that the news uses for the state; other capitals are only places."""

CALLED = """
AD Andorra la Vella;Andorran / AE Abu Dhabi;Emirati / AF;Afghan Afghani / AG Saint John's;Antiguan / AL Tirana;Albanian
AM;Armenian / AO Luanda;Angolan / AR;Argentine Argentinian Argentinean / AT Vienna;Austrian / AU;Australian Aussie
AZ;Azerbaijani Azeri / BA Sarajevo;Bosnian Herzegovinian / BB Bridgetown;Barbadian / BD Dhaka;Bangladeshi
BE Brussels;Belgian / BF;Burkinabe Burkinabé Burkinabè / BG Sofia;Bulgarian / BH Manama;Bahraini
BI Gitega,Bujumbura;Burundian / BJ Porto-Novo,Cotonou;Beninese Beninois / BN Bandar Seri Begawan;Bruneian
BO La Paz,Sucre;Bolivian / BR;Brazilian / BS Nassau;Bahamian / BT Thimphu;Bhutanese / BW Gaborone;Botswanan Motswana
BY;Belarusian Belarussian Byelorussian / BZ Belmopan;Belizean / CA;Canadian / CD;Congolese / CF Bangui;Centrafrican
CG Brazzaville;Congolese / CH Bern,Berne;Swiss / CI Yamoussoukro,Abidjan;Ivorian Ivoirian / CK Avarua;
CL Santiago;Chilean / CM Yaoundé;Cameroonian / CN Zhongnanhai,Peking;Chinese / CO;Colombian / CR San José;
CU;Cuban / CV Praia;Cape-Verdean Caboverdean / CY Nicosia;Cypriot / CZ;Czech / DE Bundestag;German
DJ;Djiboutian / DK;Danish Dane / DM Roseau; / DO Santo Domingo; / DZ;Algerian / EC Quito;Ecuadorian Ecuadorean
EE;Estonian / EG;Egyptian / ER;Eritrean / ES Moncloa;Spanish Spaniard / ET;Ethiopian / FI;Finnish Finn / FJ Suva;Fijian
FM Palikir;Micronesian / FR Quai d'Orsay;French Frenchman Frenchmen / GA Libreville;Gabonese
GB Westminster;British Briton Brit English Scottish Welsh / GD;Grenadian / GE;Georgian / GH Accra;Ghanaian
GM Banjul;Gambian / GN Conakry;Guinean / GQ Malabo;Equatoguinean / GR;Greek / GT;Guatemalan / GW Bissau;Bissau-Guinean
GY Georgetown;Guyanese / HK;Hongkonger / HN Tegucigalpa;Honduran / HR Zagreb;Croatian Croat / HT Port-au-Prince;Haitian
HU;Hungarian / ID;Indonesian / IE Dublin;Irish / IL Jerusalem,Tel Aviv,Knesset;Israeli / IN;Indian / IQ;Iraqi
IR Teheran;Iranian / IS Reykjavik;Icelandic Icelander / IT Quirinale;Italian / JM Kingston;Jamaican / JO Amman;Jordanian
JP;Japanese / KE;Kenyan / KG Bishkek;Kyrgyz / KH Phnom Penh;Cambodian / KI Tarawa;Kiribatian / KM Moroni;Comorian
KN Basseterre;Kittitian / KP;North-Korean Korean / KR Blue House;South-Korean Korean / KW;Kuwaiti
KZ Nur-Sultan;Kazakh Kazakhstani / LA Vientiane;Laotian Lao / LB Beirut;Lebanese / LC Castries;Saint-Lucian
LI Vaduz;Liechtensteiner / LK Colombo;Lankan / LR Monrovia;Liberian / LS Maseru;Basotho Lesothan / LT;Lithuanian
LU;Luxembourgish Luxembourger / LV Riga;Latvian / LY Benghazi;Libyan / MA;Moroccan / MC;Monegasque
MD Chisinau,Chișinău;Moldovan / ME Podgorica;Montenegrin / MG Antananarivo;Malagasy Madagascan / MH Majuro;Marshallese
MK Skopje;Macedonian / ML;Malian / MM Nay Pyi Taw,Yangon,Rangoon;Burmese / MN Ulaanbaatar,Ulan Bator;Mongolian Mongol
MR Nouakchott;Mauritanian / MT Valletta;Maltese / MU Port Louis;Mauritian / MV Malé;Maldivian / MW Lilongwe;Malawian
MX Mexico City;Mexican / MY Kuala Lumpur,Putrajaya;Malaysian / MZ Maputo;Mozambican / NA Windhoek;Namibian
NE;Nigerien Nigérien / NG;Nigerian / NI Managua;Nicaraguan / NL The Hague,Amsterdam;Dutch Dutchman
NO;Norwegian / NP Kathmandu;Nepali Nepalese / NR Yaren;Nauruan / NZ;Kiwi Zealander / OM Muscat;Omani
PA;Panamanian / PE Lima;Peruvian / PG Port Moresby;Guinean / PH Malacañang;Filipino Filipina Philippine
PK;Pakistani / PL;Polish Pole / PS Ramallah;Palestinian / PT;Portuguese / PW Ngerulmud;Palauan / PY Asunción;Paraguayan
QA Doha;Qatari / RO;Romanian Rumanian / RS;Serbian Serb / RU Lubyanka;Russian Soviet USSR / RW;Rwandan / SA;Saudi
SB Honiara; / SC Victoria;Seychellois / SD;Sudanese / SE;Swedish Swede / SG;Singaporean / SI Ljubljana;Slovenian Slovene
SK Bratislava;Slovak Slovakian / SL Freetown;Leonean / SM;Sammarinese / SN Dakar;Senegalese / SO Mogadishu;Somali
SR Paramaribo;Surinamese / SS Juba;Sudanese / ST São Tomé;Santomean / SV San Salvador;Salvadoran Salvadorean
SY;Syrian / SZ Mbabane;Swazi / TD N'Djamena,Ndjamena;Chadian / TG Lomé;Togolese / TH Bangkok;Thai / TJ Dushanbe;Tajik
TL Dili;Timorese / TM Ashgabat;Turkmen / TN Tunis;Tunisian / TO Nukuʻalofa,Nuku'alofa;Tongan / TR;Turkish Turk
TT Port of Spain;Trinidadian / TV Funafuti;Tuvaluan / TW;Taiwanese / TZ Dodoma,Dar es Salaam;Tanzanian
UA Verkhovna Rada;Ukrainian / UG;Ugandan / US Pentagon,Capitol Hill,Foggy Bottom,Oval Office,Langley;American Yankee
UY Montevideo;Uruguayan / UZ Tashkent;Uzbek Uzbekistani / VC Kingstown;Vincentian / VE Miraflores;Venezuelan
VN;Vietnamese / VU Port Vila;Vanuatuan / WS Apia;Samoan / XK Prishtina;Kosovar Kosovan / YE Sanaa,Sana'a,Aden;Yemeni
ZA Cape Town,Bloemfontein,Union Buildings;South-African / ZM Lusaka;Zambian / ZW Harare;Zimbabwean
"""
"""By ISO code: further capitals and seats, then adjectives and inhabitants, a hyphen for the space in them."""

IN_COMPOUNDS = {
    "Franco": "FR",
    "Sino": "CN",
    "Russo": "RU",
    "Anglo": "GB",
    "Indo": "IN",
    "Turko": "TR",
    "Hispano": "ES",
    "Italo": "IT",
    "Nippo": "JP",
    "Greco": "GR",
}
"""What states are called before a hyphen: *Sino-Russian*."""

PLACE_SHORT = {
    "PRC": "CN",
    "ROK": "KR",
    "KSA": "SA",
    "RSA": "ZA",
    "CAR": "CF",
    "PNG": "PG",
    "USSR": "RU",
    "Holland": "NL",
    "Congo": "CD CG",
    "Korea": "KP KR",
    "Sudan": "SD SS",
    "Guinea": "GN GW GQ",
    "Persia": "IR",
    "Siam": "TH",
    "England": "GB",
    "Scotland": "GB",
    "Wales": "GB",
    "Northern Ireland": "GB",
    "Soviet Union": "RU",
    "Russian Federation": "RU",
    "People's Republic of China": "CN",
    "Islamic Republic of Iran": "IR",
    "Macedonia": "MK",
    "Zaire": "CD",
    "Rhodesia": "ZW",
    "Ceylon": "LK",
    "Upper Volta": "BF",
    "Czechoslovakia": "CZ SK",
    "Belorussia": "BY",
    "Cape Verde": "CV",
    "Vatican City": "VA",
    "Saint Lucia": "LC",
    "Costa Rican": "CR",
    "Sri Lankan": "LK",
    "Sierra Leonean": "SL",
    "New Zealander": "NZ",
    "Centrafricain": "CF",
    "Dominican": "DM DO",
    "Dominicans": "DM DO",
    "Cook Islander": "CK",
    "Solomon Islander": "SB",
    "North Korean": "KP",
    "South Korean": "KR",
    "South African": "ZA",
    "South Sudanese": "SS",
    "Hong Konger": "HK",
    "Cape Verdean": "CV",
    "Bissau-Guinean": "GW",
    "Equatorial Guinean": "GQ",
    "Papua New Guinean": "PG",
    "Saint Lucian": "LC",
    "San Marinese": "SM",
    "East Timorese": "TL",
    "Saudi Arabian": "SA",
}
"""Further short, older and official names, with the states that they can mean."""
