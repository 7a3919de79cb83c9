"""Reports and what is claimed of them, to try names on: all written for these tests."""

from __future__ import annotations

GROUNDS = {
    "en": """General Abdourahamane Tiani, who overthrew President Mohamed Bazoum of Niger in July 2023, received
Russian Deputy Defence Minister Yunus-bek Yevkurov in Niamey. The regional bloc ECOWAS condemned the
coup. Olayinka Ajala, a lecturer at Leeds Beckett University in Britain, told the Daily Harbour that
Moscow wants to disrupt the Trans-Saharan gas pipeline. President Vladimir Putin of Russia and
Emmanuel Macron of France spoke by telephone. Volodymyr Zelensky and Recep Tayyip Erdoğan met in
Ankara. U.S. Africa Command runs Air Base 201 near Agadez in the Sahel. The foreign ministry in
Paris did not comment. Captain Ibrahim Traoré rules Burkina Faso and Colonel Assimi Goïta rules
Mali; their soldiers are helped by Wagner mercenaries. The Economic Community of Central African
States (ECCAS) was silent. Human Rights Watch counted the dead. Robert S. Kettering III, the special
envoy of the United States, and J. R. Smith wrote a memo. The Ivory Coast closed its border, as did
Nigeria. The Central Bank of West African States froze the accounts of the National Council for the
Safeguard of the Homeland. Marta O'Brien-Lindqvist runs the Institute for River Studies. Islamic
State fighters attacked Ayorou. The defence ministry in Berlin and the European Union watched. North
Korea sent ore. The firm Orano mines uranium at Arlit. Joseph Harlan leads the Saharan Workers'
League. Abdel Fattah al-Burhan left the Democratic Republic of the Congo, and Myanmar's army was
named too. The Supreme Court met. The programme for labour was organised by the Harbour Centre.""",
    "ru": """Президент России Владимир Путин принял в Москве генерала Абдурахамана Тиани. Переговоры с Путиным
длились два часа. Владимир Зеленский говорил с Сергеем Лавровым о Нигере. Представитель Зеленского
отказался от комментариев. Французские войска ушли. Экс-министр Анна Орлова назвала решение ЭКОВАС
ошибкой. В Нигерии молчали.""",
    "ar": """استقبل الرئيس فلاديمير بوتين الجنرال عبد الرحمن تياني في موسكو. وقال محمد بازوم إن فرنسا سحبت قواتها
من النيجر. وأضاف البرهان أن الاتحاد الأفريقي يرفض الانقلاب.""",
    "zh": "尼日尔总统穆罕默德·巴祖姆被推翻。俄罗斯总统普京在莫斯科会见了习近平和王毅。法国总统马克龙表示反对。"
    "西非国家经济共同体谴责政变。",
    "fr": """Le président Mohamed Bazoum a été renversé par le général Abdourahamane Tiani. Vladimir Poutine a
reçu Ali Lamine Zeine à Moscou. La CEDEAO et l'Union africaine condamnent les putschistes nigériens.
La Côte d'Ivoire a fermé sa frontière.""",
    "pl": """Premier Donald Tusk rozmawiał z prezydentem Andrzejem Dudą. Spotkanie Tuska z Wołodymyrem Zełenskim
trwało godzinę. Rosja i Niger podpisały umowę. Minister Radosław Sikorski krytykował Putina.""",
    "fi": """Presidentti Sauli Niinistö tapasi Vladimir Putinin. Niinistön mukaan Venäjän joukot ovat Nigerissä.
Ministeri Pekka Haaviston esikunta vahvisti tiedon.""",
    "de": """Bundeskanzler Olaf Scholz sprach mit Präsident Wolodymyr Selenskyj über Frankreich. Außenministerin
Annalena Baerbock und Jürgen Müller schwiegen. Die Türkei wartet ab.""",
    "tr": """Cumhurbaşkanı Recep Tayyip Erdoğan Ankara'da konuştu. Erdoğan'ın sözleri Rusya'da yankı buldu. Bakan
Hakan Fidan sessiz kaldı ve gitti.""",
    "uk": "Президент Володимир Зеленський зустрівся з Емманюелем Макроном. Росія і Нігер підписали угоду. "
    "Валерій Залужний мовчав.",
}

HELD = {
    "en": """Tiani overthrew Bazoum.
General Tiani received Yevkurov.
Abdourahamane Tiani keeps President Mohamed Bazoum in custody.
Gen. Abdourahamane Tchiani holds Mohammed Bazum.
Mr Bazoum's supporters protest.
Nigerien soldiers hold Niamey.
The Nigerien junta turns to Moscow.
Vladimir Putin speaks for the Kremlin.
V. Putin is patient.
President Putin’s aim is influence.
Macron will not return.
Zelenskyy met Erdogan in Turkey.
Volodymyr Zelenskyy and Recep Tayyip Erdogan talked.
Zelenskiy, Selenskyj and Zelensky are one man.
Ajala argues that Russia wants gas.
Olayinka Ajala of Leeds Beckett University speaks.
O. Ajala lectures in the United Kingdom.
The UK and Britain are one, says Ajala from London.
ECOWAS, the Economic Community of West African States, condemned it.
The Economic Community of West African States threatens force.
CEDEAO condemned the coup.
ECCAS was silent, as the Economic Community of Central African States often is.
The US left Air Base 201.
The U.S. left, the USA too, and the United States of America as well.
American forces run the base near Agadez.
Washington keeps its Americans at the base.
The Pentagon and the White House did not comment.
AFRICOM runs Air Base 201.
U.S. Africa Command (AFRICOM) runs the Air Base.
Captain Ibrahim Traore rules the Burkinabe.
Ouagadougou and Bamako left the French behind.
Assimi Goita governs Malians.
Malian Colonel Goïta kept the Wagner Group.
Wagner's men serve Goïta.
HRW counted; Human Rights Watch did so.
Robert Kettering wrote for the United States.
Bob Kettering wrote with J.R. Smith.
R. S. Kettering and Smith wrote.
Joe Harlan leads the Saharan Workers’ League.
The Ivorian border is shut, so Côte d'Ivoire is out.
Abidjan closed its border.
Nigerians and Nigeriens live apart.
Nigeria's Abuja is far from Niger's Niamey.
The Central Bank of West African States froze accounts.
The National Council for the Safeguard of the Homeland governs.
The NCSH governs.
Marta O’Brien-Lindqvist runs the Institute for River Studies.
Ms O'Brien-Lindqvist and Lindqvist are one.
Islamic State attacked Ayorou.
ISIS attacked Ayorou.
The Foreign Ministry in Paris did not comment.
The French Foreign Ministry stayed silent.
The German Defence Ministry watched.
Germany's Defense Ministry watched.
The EU, the European Union and Brussels watched.
Europe and European capitals watched.
North Korean ore; the DPRK sent it; Pyongyang sent it.
Orano mines at Arlit.
Orano's uranium feeds France.
The company Orano mines uranium.
Abdel Fattah al-Burhan left.
Al-Burhan left the DRC.
Burhan left Kinshasa's Congo.
Burma's army, the Burmese one, was named.
The Supreme Court of the country met.
Labor Program figures; the Harbor Center organized it.
The Sahelian states lean east.
The West and the Global South differ since the Cold War.
Islamist militants, Christians and Muslims suffer.
In January, on Monday, in French, on the Internet.
The Middle East, Asia, Latin America and Sub-Saharan Africa matter.
Inspectors found nothing. Militants regroup. Disinformation spreads.
Should Moscow deploy troops, Niamey gains.
Anti-French feeling grows; pro-Russian posts spread; U.S.-led talks stall.
Russo-Nigerien ties deepen; Franco-Nigerien ones end.
The Government of Niger and the Parliament are silent.
The President of Niger is held.
President Tiani and Foreign Minister are offices.
If J1 is wrong, E2 and K3 weigh more.
Yunus-Bek Yevkurov came as Deputy Defence Minister.
Russian Deputy Defense Minister Yevkurov came.
PUTIN and ZELENSKY differ.
Ministry of Defence sources in Germany say so.
The Daily Harbour printed it.
Trans-Saharan Gas Pipeline partners wait.
Uranium prices rise.
Human Rights Watch's count stands.
General Tiani, Colonel Goïta and Captain Traoré cooperate.
Goïta's Mali, Traoré's Burkina Faso and Tiani's Niger cooperate.
Russian Influence Grows in Niger as French Troops Leave
TIANI TELLS PUTIN THAT NIGER WANTS HELP FROM RUSSIA
Coup-makers in Niger rely on Wagner.
Whoever rules in Niamey needs Abuja.
Tensions between Ankara and Moscow are not what Zelensky wants.""",
    "ru": """Putin received Tiani in Moscow.
Vladimir Putin received Abdurahaman Tiani.
Volodymyr Zelensky spoke with Lavrov.
Zelenskyy's spokesman declined.
Sergei Lavrov and Sergey Lavrov are one.
Anna Orlova criticised ECOWAS.
Orlova spoke. The Economic Community of West African States erred.
France's troops left, French officers too.
Nigeria is silent. Nigerians too.
Niger gains; Nigeriens too.
The Russian president; the Kremlin.
Путину ответил Зеленский.
Решение Путина поддержал Лавров.
Визит Орловой сорвался.""",
    "ar": """Putin received Tiani in Moscow.
Vladimir Putin received General Abdel Rahman Tiani.
Mohamed Bazoum said France left Niger.
Muhammad Bazum spoke.
Burhan and Al-Burhan reject it.
The African Union rejects the coup.
The AU rejects the coup.
French forces left the Nigeriens.
Russia and the Russians gain.""",
    "zh": """Russia and France differ over Niger.
Xi Jinping was in Moscow.
Wang Yi was there.
ECOWAS condemned the coup.
French and Nigerien leaders disagree.""",
    "fr": """Vladimir Putin received Ali Lamine Zeine in Moscow.
Putin received Zeine.
ECOWAS and the African Union condemned the Nigerien junta.
The Ivory Coast closed its border.
Le président Bazoum est détenu par Tiani.
Selon Poutine, Niamey gagne.
Mohamed Bazoum reste à Niamey.
L'Union africaine condamne.""",
    "pl": """Donald Tusk met Andrzej Duda.
Tusk and Zelensky met.
Volodymyr Zelensky met Tusk.
Putin was criticised by Radosław Sikorski.
Radoslaw Sikorski criticised Putin.
Russia and Niger signed.""",
    "fi": """Sauli Niinistö met Vladimir Putin.
Niinisto met Putin.
Russian troops are in Niger.
Pekka Haavisto confirmed it.""",
    "de": """Olaf Scholz spoke with Zelensky.
Volodymyr Zelenskyy spoke with Scholz about France.
Annalena Baerbock was silent.
Juergen Mueller and Jürgen Müller were silent.
Jurgen Muller waited, like Turkey.""",
    "tr": """Recep Tayyip Erdoğan spoke in Ankara.
Erdogan spoke. Hakan Fidan did not.
Russia listened.""",
    "uk": """Volodymyr Zelensky met Emmanuel Macron.
Zelenskyy met Macron.
Russia and Niger signed.
Valery Zaluzhny was silent.
Zaluzhnyi was silent.""",
}
"""Claims by report; every name that they state is held."""

INVENTED_PERSONS = (
    "Viktor Petrenko|Ibrahim Sule|Marlo Quenby|Thessaly van der Haldrane|Anselmo Vorhaus|J. K. Bexley|Viktor Putin|"
    "Mohamed Tiani|Olayinka Goïta|Emmanuel Bazoum|Sergei Traoré|Дмитрий Орленко|Ottoline Yevkurov"
)
INVENTED_FRAMES = (
    "Colonel {} commands the base.|The base, as {} wished, stays open.|It was {} who ordered it.|"
    "According to {}, Niger gains.|Niger's junta and {} agree.|General {} told Moscow so.|"
    "The lawyer {} denies it.|Few trust {}'s word."
)
INVENTED_BODIES = (
    "Meridian Institute|Bexley Foundation|Front for Vigilance|Sahel Mining Syndicate|Directorate of River Guards|"
    "Petrenko Group|QVRT|Movement for the Renewal of the Coast|Kestrel Treaty|Operation Silent Palm"
)
BODY_FRAMES = (
    "The {} pays for it.|Niger and the {} agree.|It relies on the {}, which is rich.|Tiani left the {} in July.|"
    "According to the {}, Niger gains.|Moscow funds the {} and Orano."
)

NOT_HELD = {
    "en": """Nigeriens fear Chad.|Chad
Bazoum fled to Togo.|Togo
The Ghanaian army moved.|Ghanaian
Lomé agreed.|Lomé
Petrov came.|Petrov
Ms Okafor agreed.|Okafor
Mr. Toumani agreed.|Toumani
Petrenko ordered the attack.|Petrenko
UNESCO objected.|UNESCO
Rosatom bought Orano.|Rosatom
NATO objected.|NATO
Beijing objects.|Beijing
Tuareg leader Mano ag Dayak spoke.|Mano
South Korea sent ore to Seoul.|South Korea
GENERAL VIKTOR PETRENKO SEIZES THE BASE TODAY|VIKTOR PETRENKO
Colonel Viktor Petrenko Seizes Power|Viktor Petrenko
Macron met 李建国.|李建国
Macron met محمد الحربي.|محمد الحربي
The engineer Quenby built it.|Quenby
Amnesty International counted the dead.|Amnesty International""",
    "ru": """Viktor Petrenko received Putin.|Viktor Petrenko
Petrov spoke.|Petrov
Orlenko spoke.|Orlenko
Ivan Orlov agreed.|Ivan Orlov
Biden spoke.|Biden
The United States objected.|United States
Решение принял Петренко.|Петренко
Генерал Иван Петренко молчит.|Иван Петренко""",
    "ar": """Viktor Petrenko received Putin.|Viktor Petrenko
Ms Okafor agreed.|Okafor
General Ibrahim Sule left.|Ibrahim Sule
Karim Haddad agreed.|Karim Haddad
Biden objected.|Biden
Nigeria objected.|Nigeria""",
    "zh": """Viktor Petrenko met Xi Jinping.|Viktor Petrenko
Li Qiang came.|Li Qiang
Nigeria objected.|Nigeria
Wang Huning came.|Wang Huning""",
    "fr": """Le colonel Viktor Petrenko est parti.|Viktor Petrenko
Le général Ibrahim Sule parle.|Ibrahim Sule
Selon Okafor, tout va bien.|Okafor
The Malian army left.|Malian""",
    "pl": """Tomasz Petrenko rozmawiał.|Petrenko
Viktor Orban met Tusk.|Viktor Orban
Jarosław Duda met Tusk.|Jarosław Duda""",
    "de": """Olaf Müller schwieg, sagt Präsident Viktor Petrenko.|Viktor Petrenko
Herr Petrenko schwieg.|Petrenko
Ms Bexley spoke.|Bexley""",
    "fi": """Viktor Petrenko met Putin.|Viktor Petrenko
Sanna Marin met Putin.|Sanna Marin""",
    "tr": """Viktor Petrenko met Fidan.|Viktor Petrenko
Hakan Erdoğan spoke.|Hakan Erdoğan""",
    "uk": """Viktor Petrenko met Macron.|Viktor Petrenko
Valery Zelensky spoke.|Valery Zelensky""",
}
"""Claims by report, each with a name that it states and the report does not hold."""


def held() -> list[tuple[str, str]]:
    """Report and claim, one by one."""
    return [(report, claim) for report, claims in HELD.items() for claim in claims.splitlines()]


def not_held() -> list[tuple[str, str, str]]:
    """Report, claim, and the name that must not be held."""
    cases = [(report, *line.split("|", 1)) for report, lines in NOT_HELD.items() for line in lines.splitlines()]
    for frames, invented in ((INVENTED_FRAMES, INVENTED_PERSONS), (BODY_FRAMES, INVENTED_BODIES)):
        cases += [("en", frame.format(one), one) for frame in frames.split("|") for one in invented.split("|")]
    return cases
