"""The words that tell what a name is of: titles, heads of names, and capitals that name nobody.

English whole; of other languages the titles alone.
"""

from __future__ import annotations

from functools import cache

import regex

from briefing.naming.language import FUNCTION_WORDS as language_words


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in text.split(","))


MONTHS_AND_DAYS = _words(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul "
    "Aug Sept Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Christmas Easter Ramadan"
)
DETERMINERS = _words(
    "the a an this that these those his her its their our my your some several many most two three four five six one "
    "another each every both all any no few numerous various other"
)
PRONOUNS = _words("he she it they we i you who which that this these those there what him them us me")
PREPOSITIONS = _words(
    "of in on at by for with from to into onto about against between among during before after since until under over "
    "through across near within without as than per despite amid amidst following toward towards including like via "
    "around behind beyond inside outside upon along off"
)
CONJUNCTIONS = _words(
    "and or but nor so yet if because although though while when where whereas unless whether once until that which "
    "who whom whose how why"
)
ADVERBS = _words(
    "also later then now repeatedly previously recently once reportedly publicly earlier already still however "
    "meanwhile moreover furthermore instead separately again often never not only even ever today yesterday definitely "
    "formally officially generally simply just further subsequently allegedly initially finally eventually "
    "jointly quickly sharply largely always sometimes probably likely certainly currently"
)
AUXILIARIES = _words(
    "is are was were be been being has have had having do does did will would shall should can could may might must "
    "isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't shouldn't"
)
# Words that open a sentence in capitals and are no part of a name.
OPENERS = (
    DETERMINERS
    | PRONOUNS
    | PREPOSITIONS
    | CONJUNCTIONS
    | ADVERBS
    | AUXILIARIES
    | _words(
        "according additionally afterwards beginning besides consequently conversely either additionally elsewhere "
        "first firstly second secondly third thirdly lastly last next nearly neither none nonetheless nevertheless "
        "notably otherwise overall perhaps similarly thus therefore thereafter throughout together unlike what "
        "whatever "
        "yes here early late new such ms at more much part section chapter table figure note appendix annex executive "
        "summary introduction conclusion background read watch listen share photo image video copyright "
        "analysis opinion editorial exclusive breaking update updated correction reporting editing writing given based "
        "speaking asked citing let please those well oh okay q"
    )
)

# Titles in capitals before a person's name, longest first where one begins another.
TITLES = _words(
    "President General Gen Lieutenant Lt Colonel Col Major Maj Captain Capt Commander Admiral Adm Sergeant Sgt Marshal "
    "Prime Minister Vice Deputy Foreign Defense Defence Interior Finance Health Justice Energy Trade Economy Senator "
    "Sen Representative Rep Congressman Congresswoman Mr Mrs Ms Miss Dr Professor Prof King Queen Prince Princess "
    "Sheikh Sheik Emir Sultan Sir Lord Lady Dame Ambassador Judge Governor Gov Mayor Chancellor Secretary Premier "
    "Pope Cardinal Archbishop Bishop Rev Reverend Father Imam Ayatollah Mullah Chief Chairman Chairwoman Director "
    "Spokesman Spokeswoman Spokesperson Attorney Special Counsel Envoy Commissioner Speaker Inspector Brigadier "
    "Executive Opposition Leader State Crown Former Acting Interim Transitional Campaign Adviser Advisor "
    "Prosecutor Officer Agent Detective Coach Editor Correspondent Analyst Then-President Ex-President President-Elect "
    "Co-Founder Founder CEO Treasury"
)
STRONG_TITLES = TITLES - _words(
    "Vice Deputy Foreign Defense Defence Interior Finance Health Justice Energy Trade Economy Special State "
    "Opposition Campaign Treasury Former Acting Interim Transitional Crown Prime"
)

GOVERNMENT_HEADS = _words(
    "Ministry Ministries Department Government Cabinet Parliament Senate Congress Assembly Court Courts Police Army "
    "Navy Force Forces Military Command Treasury Pentagon Kremlin Guard Guards Embassy Prosecutor's Directorate "
    "Inspectorate Customs Gendarmerie Presidency Bundestag Knesset Duma Secretariat Administration Marines Tribunal "
    "Prefecture Municipality Bureau"
)
ORGANISATION_HEADS = _words(
    "Forum Union University Bank Group Corps Council Committee Party Commission Organization Organisation Institute "
    "Foundation Association Federation Agency Alliance League Network Society Fund Movement Centre Center College "
    "Church Coalition Club Office Service Authority Community Board Academy School Hospital Ombudsman "
    "Conference Campaign Partnership Trust Observatory Watch International Nations Confederation Syndicate "
    "Secretariat Mission Times Post Journal Magazine News Press Radio Television Tribune Herald Guardian Telegraph "
    "Congress Chamber Borders Rights Lab Team Staff"
)
ARMED_HEADS = _words("Brigade Brigades Militia Front Rebels Cartel Insurgents Mujahideen Jihad Resistance Battalion")
COMPANY_HEADS = _words(
    "Inc Corp Corporation Ltd Limited LLC PLC Plc AG GmbH SA NV SE Co Company Companies Airlines Airways Motors "
    "Holdings Industries Technologies Energy Petroleum Oil Gas Mining Steel Pharmaceuticals Telecom Capital "
    "ASA AB Oyj SpA BV Bhd KK Sachs Electronics Semiconductor Insurance Brands Partners Logistics Shipping"
)
NAME_HEADS = GOVERNMENT_HEADS | ORGANISATION_HEADS | ARMED_HEADS | COMPANY_HEADS

# Heads of names of places, things and laws: such a sequence acts nowhere.
THING_HEADS = _words(
    "Base Airport Street Avenue Road River Sea Ocean Lake Mountain Mountains Valley Island Islands Bay Gulf Strait "
    "Canal Province Region District County City Town Village Peninsula Desert Coast Port Square Palace Park Hotel "
    "Tower Building Bridge Act Law Code Constitution Treaty Convention Agreement Accord Protocol Declaration "
    "Resolution Pact Charter Bill Amendment Article Chapter Report Reports Plan Program Programme Project Operation "
    "War Day Year Cup Games Award Prize Summit Prison Camp Reservoir Plateau Basin Highway Election Elections "
    "Volume Section Part Table Figure Department-of Email Emails Practices Review Strip Bank-of Heights Hills Beach "
    "Square Stadium Dam Pipeline Stream Fleet Age Revolution Massacre Crisis Pass Cape West East North South Southeast "
    "Northwest Northeast Southwest Africa Europe Asia America Americas Crossing Corridor Triangle Zone Indictment "
    "Statement Message "
    "Initiative Messages Letter Memo Investigation Case Creole Statements Notes"
)
ARMED_GROUPS = _phrases(
    "Wagner, Hamas, Hezbollah, Taliban, Houthis, Houthi, al-Qaida, al-Qaeda, Al Qaeda, Al-Qaeda, Islamic State, ISIS, "
    "ISIL, IS, Boko Haram, al-Shabab, al-Shabaab, Al-Shabaab, Al Shabaab, M23, RSF, Rapid Support Forces, FARC, ELN, "
    "PKK, JNIM, ISWAP, Hayat Tahrir al-Sham, Lashkar-e-Taiba, Wagner Group, Arakan Army, ADF Rebels"
)
"""Armed groups whose names alone do not show what they are; a short list of the best known."""


PERSON_TITLES = (
    (STRONG_TITLES - _words("Executive Leader Campaign Staff State"))
    | _words(
        "Justice Dr. Maj Mag Lt-Gen Lieutenant-General Major-General Vice-Admiral Vice-President Pres President-elect "
        "Chairperson Monsieur Madame Mme Mlle M Herr Frau Señor Señora Sr Sra Don Doña Signor Signora Sheikha Hajj "
        "Haji Alhaji Comrade Congresswoman Councillor Councilor Councilman Alderman Sheriff Constable Corporal Private "
        "Cpl Pvt Cmdr Vice-Chairman Undersecretary Under-Secretary Under-Secretary-General Secretary-General Archduke "
        "Duke Duchess Count Countess Baron Baroness Rabbi Sister Brother Nurse Doctor Lawyer Journalist Activist "
        "Engineer Ex-Minister Foreign-Minister Premier Tsar Caliph Mufti Pastor Patriarch Metropolitan Warlord "
        "Commandant Lieutenant-Colonel"
    )
    | _words(
        "Président Générale Général Colonel Ministre Premier-ministre Capitaine Maître Docteur Professeur Presidente "
        "Presidenta Coronel Ministro Ministra Capitán Capitão Generale Colonnello Professore Dottor Sargento Präsident "
        "Präsidentin Oberst Kanzler Kanzlerin Außenminister Ministerin Hauptmann Minister Verteidigungsminister "
        "Президент Генерал Полковник Министр Майор Капитан Господин Госпожа Премьер Посол Депутат Prezydent Generał "
        "Pułkownik Premier Pan Pani Presidentti Kenraali Ministeri Pääministeri Cumhurbaşkanı Başkan"
    )
)
"""What stands before a person's name, in capitals or, outside English, small."""

OF_A_TITLE = TITLES | _words(
    "Chief Staff Joint Chiefs First Second Third Senior Junior Associate Assistant Principal Managing National "
    "House Senate Majority Minority Army Navy Police Air Force Marine Security Intelligence External Internal Affairs "
    "Education Agriculture Labour Labor Oil Mines Mining Water Transport Communications Information Culture Public "
    "Home Field Rear Wing Commodore Lance Staff Warrant Petty Task Council Cabinet Party Union Bank Central Governor "
    "Military Rebel Junta Coup Opposition"
)
"""What may stand in a title beside the word that makes it one."""

STRUCTURES = _words(
    "Embassy Consulate Delegation Headquarters Convention Pact Treaty Accord Accords Agreement Protocol Declaration "
    "Charter Resolution Act Law Bill Code Constitution Amendment Directive Regulation Decree Doctrine Plan Strategy "
    "Initiative Process Format Summit Dialogue Talks War Wars Battle Siege Offensive Uprising Revolution Coup "
    "Massacre Crisis Operation Exercise Campaign Base Airport Port Dam Pipeline Bridge Canal Railway Highway Power "
    "Station Plant Refinery Mine Field Island Islands River Sea Ocean Lake Gulf Bay Strait Mountains Mountain Desert "
    "Valley Peninsula Region Province State District County Department City Town Village Street Square Avenue Palace "
    "Hotel Camp Prison Museum Library Theatre Cathedral Mosque Temple Stadium Cup Prize Award Games Day Index Report "
    "Survey Review Files Papers Leaks List Programme Program Project System Scheme Mechanism Facility Instrument "
    "Framework Roadmap Vision Missile Missiles Rocket Rockets Drone Drones Tank Tanks Jet Fighter Helicopter Rifle "
    "Radar Satellite Fleet Squadron Division Regiment Unit Units Legion Column Cell Wing Faction Bloc Axis Pole "
    "Triangle Corridor Zone Belt Road Initiative Stream Link Line Channel Room Chair Desk Branch Order Rule Award "
    "Today Week Monitor Times Post Mail Standard Observer Review Voice Star Sun Globe Wire Daily Weekly Affairs "
    "Studies Policy Research Relations Solidarity Renewal Justice Freedom Democracy Salvation Reform Progress Unity "
    "Peace Security Defence Defense Rights Republic Kingdom Federation Emirate Caliphate Sultanate Empire Dynasty "
    "States Nations Territories Territory Republicans Democrats Conservatives Liberals Greens Socialists Communists "
    "Brothers Sons Boys Knights Tigers Lions Eagles Guards Scouts Volunteers Pact Compact Deal Fund Facility "
    "Securities Group Lawyers Doctors Reporters Workers Engineers Teachers Journalists Students Women Mothers "
    "Veterans Welle Afrique Presse Zeitung Matin Jazeera Arabiya Hebdo Pravda"
)
"""Further words that show a name to be no person's."""

PLACE_HEADS = _words(
    "Port Cape Mount Mt Camp Fort Lake San Santa Saint St Los Las El Al La Le Les Rio Puerto New Tel Bab Deir Wadi "
    "Jebel Jabal Nova Novo Novi Upper Lower Greater Old Royal North South East West Northern Southern Eastern Western "
    "Central Inner Outer Radio Agence Banque Compagnie Operation Hotel Villa Costa Nord Air Team Project Task Area"
)
"""What a name begins with that is no person's."""
NO_PERSON = (NAME_HEADS - _words("Co AB SE SA NV AG BV KK Capital Steel")) | STRUCTURES | THING_HEADS
"""A name with one of these in it is no person's."""

GENERIC = _words(
    "group movement corp corporation company inc ltd limited llc plc party government administration region province "
    "district city town county state river lake sea island islands magazine newspaper newspapers militia mercenaries "
    "army forces force rebels fighters bloc organisation organization agency news network holding holdings group's "
    "coalition regime junta republic kingdom federation desert basin gulf coast area areas side troops soldiers "
    "officials leader presidency parliament police military airport pipeline project base crisis conflict war coup "
    "agreement treaty deal"
)
"""Words that a careful writer may add to a name that the sources have without them, or leave out."""

STATE_ORGANS = _words(
    "government parliament congress senate assembly national cabinet presidency president president's army navy air "
    "force forces armed military police gendarmerie guard presidential ministry foreign defence defense interior "
    "finance justice affairs state supreme court constitutional council security central bank attorney general prime "
    "minister minister's office of the and for house lower upper chamber embassy republic constitution civil service "
    "federal government's people's head commander chief in intelligence services special coast department secretary "
    "treasury customs authority authorities commission electoral election elections executive legislature judiciary "
    "opposition junta transitional interim administration public prosecutor prosecutor's ambassador spokesperson"
)
"""Bodies that every state has, by the words for them: whoever speaks of them names nobody new."""

_NOBODYS = (
    _words(
        "I II III IV V VI VII VIII IX X XI XII OK TV PM AM AD BC CE BCE GMT UTC EST ET GDP GNP CEO CFO HIV AIDS COVID "
        "COVID-19 Covid Covid-19 AI IT ID PhD MP MPs NGO NGOs INGO USD EUR GBP CFA UAV UAVs IED IEDs POW POWs VIP GPS "
        "LNG LPG SUV WMD HQ FAQ PDF URL CV DNA ISBN LGBT LGBTQ LGBTQI LGBTQI+ R&D DIY CCTV SMS SIM Mr Mrs Ms Dr St Jr "
        "Sr No Nos Vol Art Para Fig Sect Ch Section Chapter Article Annex Appendix Table Figure Volume Page Part "
        "Paragraph Footnote Clause Phase Stage Level Tier Class Type Category Option Scenario Plan Grade Week Day Year "
        "Quarter Q1 Q2 Q3 Q4 H1 H2 God Bible Quran Koran Torah Islam Islamic Islamist Islamists Islamism Muslim "
        "Muslims Christian Christians Christianity Christmas Catholic Catholics Protestant Protestants Orthodox "
        "Evangelical Jew Jews Jewish Judaism Hindu Hindus Hinduism Buddhist Buddhists Buddhism Sunni Sunnis Shia Shias "
        "Shiite Shiites Shi'a Salafi Salafist Salafists Sufi Sharia Jihad Jihadist Jihadists Ramadan Eid Easter Lent "
        "Marxist Marxists Marxism Communist Communists Communism Nazi Nazis Nazism Fascist Fascism Maoist Leninist "
        "Stalinist Zionist Zionism Western Westerner Westerners West East North South Eastern Northern Southern "
        "Occident Orient Oriental Arctic Antarctic Internet Web Covid Brexit Anglophone Francophone Lusophone Hispanic "
        "Latino Latinos Latina Arab Arabs Arabic Slavic Slav Slavs Kurdish Kurd Kurds Tuareg Tuaregs Berber Turkic "
        "Bantu Caucasian English Farsi Persian Hausa Swahili Mandarin Cantonese Pashto Urdu Hindi Bengali Tamil Latin "
        "Hebrew Yiddish Cyrillic Dollar Euro Pound Ruble Rouble Yuan Yen Franc Naira Rupee Olympics Olympic Earth Moon "
        "Mars Sun Global Kalashnikov Molotov Admiralty ICD PHIA Government Parliament Army Navy Cabinet President "
        "Presidency Congress Constitution State States Minister Ministry Opposition Church Court Republic Union "
        "Federal National International Ambassador Embassy Executive Treasury Senate Assembly Crown Coup Judgment "
        "Judgments Forecast Forecasts Evidence Source Sources Report Brief Assumption Hypothesis Gap Indicator "
        "Background Question Europeanisation Sub-Saharan Trans-Atlantic Transatlantic Pan-African Pan-Arab "
        "Pan-European Eurosceptic Euro-Atlantic Afro Afro-Asian Eurasian Twitter Facebook Instagram Telegram WhatsApp "
        "YouTube TikTok Google Wikipedia X Mpox"
    )
    | MONTHS_AND_DAYS
    | _words("Sept Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Eve New-Year")
)
NOBODYS = frozenset(word.lower() for word in _NOBODYS)
"""Capitals that name nobody: faiths, languages, days, parts of a text, points of the compass, bodies of any state."""

NOBODYS_PHRASES = _phrases(
    "cold war, global south, global north, global west, world war, first world war, second world war, world war ii, "
    "world war i, world war two, world war one, new year, new year's eve, black friday, iron curtain, silk road, "
    "third world, first world, old testament, new testament, human rights, arab spring, great power, great powers, "
    "us dollar, us dollars, cfa franc, cfa francs, international law, rule of law, covid 19, bottom line, open source, "
    "standard operating procedure, foreign policy, security policy, national security, special forces, air force, "
    "armed forces, head of state, heads of state, chief of staff, chief executive, civil society, black market, "
    "middle east, far east, near east, middle eastern, great britain, deep state, big tech, holy land, holy war"
)

ROLES = _words(
    "analyst expert researcher scholar academic professor lecturer economist historian strategist journalist reporter "
    "lawyer attorney activist official spokesman spokeswoman spokesperson minister president ambassador envoy "
    "diplomat senator lawmaker deputy commissioner prosecutor judge adviser advisor aide leader commander colonel "
    "general captain soldier officer founder owner banker trader critic candidate politician executive director "
    "chairman chairwoman editor author writer named called businessman businesswoman financier oligarch mercenary "
    "warlord rebel dissident cleric imam bishop priest pastor doctor engineer teacher student farmer witness resident "
    "detainee prisoner brother sister son daughter wife husband father mother cousin uncle nephew successor "
    "predecessor rival ally coup-leader strongman dictator autocrat king queen prince princess emir sheikh premier "
    "chancellor governor mayor secretary président général colonel ministre capitaine journaliste monsieur madame "
    "docteur analyste porte-parole presidente coronel ministro ministra general capitán periodista analista portavoz "
    "señor señora generale präsident minister oberst kanzler herr frau journalist general президент генерал полковник "
    "министр журналист аналитик господин президента президенту президентом генерала генералу генералом министра "
    "министром полковника полковником prezydent generał pułkownik prezydenta generała presidentti kenraali ministeri "
    "premier cumhurbaşkanı bakanı"
)
"""Words for people, small, right before a name."""

HUMAN_VERBS = _words(
    "said says told tells added adds argued argues wrote writes stated states claimed claims believes believed thinks "
    "thought warned warns insisted insists denied denies acknowledged admitted replied testified recalled noted notes "
    "explained explains wished wishes wants wanted hopes hoped fears feared knows knew vowed pledged promised tweeted "
    "commanded commands ordered orders led leads studied teaches taught resigned retired fled died married served "
    "serves became met meets travelled traveled flew spoke speaks considers considered regards described describes "
    "advised advises holds judges judged expects predicted predicts concedes concluded concludes contends contended "
    "confessed conferred toppled overthrew ousted seized usurped who whom whose himself herself personally"
)
"""What people do, and names of other things seldom."""

ENDINGS_OF_NAMES = regex.compile(
    r"(?:\p{L}(?:ov|ova|ev|eva|enko|enka|chuk|vich|vych|sky|ski|skiy|skyy|ska|skaya|yan|adze|dze|shvili|oğlu|oglu|poulos|"
    r"escu|ović|ević|ic|ić|sson|sen|ssen|zadeh|nejad|wala|ngo|mbe|iani|ullah|uddin))$"
)
"""How family names end that are seldom anything else's."""

NAME_PARTICLES = _words(
    "de da del della di do dos das du la van von der den zu zur bin ibn ben bint ould al el ul abu umm af"
)
"""Small words inside the names of people."""
LINKS = _words("of for on in to and the & du des de la le del della dei di da do dos das et y e und der für pour para")
"""Small words inside names of bodies."""

KNOWN_BODIES = (
    "ECOWAS|CEDEAO|Economic Community of West African States|ЭКОВАС|إيكواس|西非国家经济共同体|西共体",
    "AU|UA|African Union|Union africaine|Unión Africana|Африканский союз|Африканского союза|"
    "الاتحاد الأفريقي|非洲联盟|非盟",
    "NATO|OTAN|North Atlantic Treaty Organization|North Atlantic Treaty Organisation|Atlantic Alliance|"
    "НАТО|الناتو|北约",
    "IMF|FMI|International Monetary Fund|МВФ|Fonds monétaire international|صندوق النقد الدولي|国际货币基金组织",
    "WHO|OMS|World Health Organization|World Health Organisation|ВОЗ|منظمة الصحة العالمية|世界卫生组织",
    "UN|ONU|United Nations|ООН|Nations unies|Naciones Unidas|Vereinte Nationen|الأمم المتحدة|联合国",
    "EU|UE|European Union|Union européenne|Unión Europea|ЕС|Евросоюз|Европейский союз|Европейского союза|"
    "الاتحاد الأوروبي|欧盟|欧洲联盟",
    "ICC|CPI|International Criminal Court|МУС|المحكمة الجنائية الدولية|国际刑事法院",
    "AES|Alliance of Sahel States|Alliance des États du Sahel",
    "ISIS|ISIL|IS|Islamic State|Daesh|État islamique|Исламское государство|ИГИЛ|داعش|伊斯兰国",
    "FSB|ФСБ|Federal Security Service",
    "GRU|ГРУ|Main Intelligence Directorate|Main Directorate",
    "IAEA|AIEA|International Atomic Energy Agency|МАГАТЭ|国际原子能机构",
    "OPEC|OPEP|Organization of the Petroleum Exporting Countries|ОПЕК|أوبك",
    "CIA|ЦРУ|Central Intelligence Agency",
    "FBI|ФБР|Federal Bureau of Investigation",
    "Taliban|Талибан|طالبان|塔利班",
    "Hamas|ХАМАС|حماس|哈马斯",
    "Wagner|Вагнер|Вагнера|فاغنر|瓦格纳",
    "MSF|Médecins Sans Frontières|Doctors Without Borders|Médicos Sin Fronteras|Врачи без границ|无国界医生",
    "RSF|Reporters Without Borders|Reporters sans frontières|Reporteros sin Fronteras|Репортёры без границ|无国界记者",
    "UNICEF|UN Children's Fund|United Nations Children's Fund|ЮНИСЕФ|يونيسف|联合国儿童基金会",
    "UNHCR|ACNUR|UN refugee agency|UN High Commissioner for Refugees|УВКБ|联合国难民署",
    "ICRC|CICR|International Committee of the Red Cross|МККК|红十字国际委员会",
    "WFP|World Food Programme|World Food Program|Programme alimentaire mondial|世界粮食计划署",
)
"""Bodies whose names differ between languages and alphabets, each with its forms."""


FUNCTION_WORDS = frozenset(word.lower() for word in OPENERS)
"""English words that begin sentences and no names."""


@cache
def function_words(language: str) -> frozenset[str]:
    """Small words that begin sentences: outside English of any language, since short texts are mistaken for another."""
    return FUNCTION_WORDS if language == "en" else FUNCTION_WORDS.union(*language_words.values())


@cache
def _bodies() -> dict[str, int]:
    return {form.casefold(): number for number, forms in enumerate(KNOWN_BODIES) for form in forms.split("|")}


def is_known_body(name: str) -> bool:
    """Whether *name* is a form of one of :data:`KNOWN_BODIES`."""
    return name.casefold() in _bodies()


def forms_of_body(name: str) -> list[str]:
    """All forms of the known body that *name* is one of; none when it is of none."""
    number = _bodies().get(name.casefold())
    return KNOWN_BODIES[number].split("|") if number is not None else []
