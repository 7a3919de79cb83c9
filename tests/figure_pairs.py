"""Claims with grounds that hold them, and with grounds that do not, for the tests of :mod:`briefing.figures`."""

from __future__ import annotations

HELD_IN_ENGLISH = """
    The ferry carried 1,000 people. | The ferry carried 1000 people.
    The ferry carried 1,000 people. | The ferry carried 1 000 people.
    The ferry carried 1,000 people. | The ferry carried one thousand people.
    The ferry carried one thousand people. | The ferry carried 1,000 people.
    The ferry carried a thousand people. | The ferry carried 1,000 people.
    The town has 12,345 voters. | The town has 12 345 voters.
    The town has 12,345 voters. | The town has 12'345 voters.
    The town has 12345 voters. | The town has twelve thousand three hundred and forty-five voters.
    There were 1,234,567 votes. | There were 1234567 votes.
    There were 1.5 million votes. | There were 1,500,000 votes.
    There were 1,500,000 votes. | There were one and a half million votes.
    There were 2.5 million votes. | There were two and a half million votes.
    Half a million voted. | 500,000 voted.
    It costs $13bn. | It costs 13 billion dollars.
    It costs $13bn. | It costs US$13 billion.
    It costs $13bn. | It costs USD 13 billion.
    It costs 13 billion dollars. | It costs $13,000 million.
    It costs $13 billion. | The 13-billion-dollar line is late.
    It costs $13 billion. | The $13-billion line is late.
    It costs €2.4m. | It costs 2.4 million euros.
    It costs £7 million. | It costs 7m pounds.
    It costs $500 million. | More than $500 million was cut.
    More than $500 million was cut. | More than $500 million of aid was cut.
    Turnout was 40 percent. | Turnout was 40%.
    Turnout was 40 per cent. | Turnout was forty percent.
    Turnout was 13.5 %. | Turnout was 13,5 percent.
    Turnout was 13.50 percent. | Turnout was 13.5 percent.
    Half of the voters stayed at home. | 50 percent of the voters stayed at home.
    Two-thirds of the boats returned. | Two thirds of the boats returned.
    Two-thirds of the boats returned. | 67 percent of the boats returned.
    A third of the boats returned. | One-third of the boats returned.
    Three quarters of the boats returned. | 75% of the boats returned.
    It was the third coup. | It was the 3rd coup.
    It was the 21st vote. | It was the twenty-first vote.
    The boat has 10-15 berths. | The boat has between 10 and 15 berths.
    The boat has 10 to 15 berths. | The boat has 10–15 berths.
    Prices rose 10 to 15 percent. | Prices rose 10–15%.
    Prices rose 10 percent. | Prices rose 10 to 15 percent.
    It costs $2 billion to $3 billion. | It costs $2-3 billion.
    Between 2 million and 3 million left. | Two to three million left.
    It was minus 5 degrees. | It was −5 degrees.
    A dozen ships sailed. | Twelve ships sailed.
    Three dozen ships sailed. | 36 ships sailed.
    Dozens of ships sailed. | 43 ships sailed.
    Hundreds were arrested. | The police arrested 412 people.
    Thousands were arrested. | Several thousand people were arrested.
    Tens of thousands marched. | Some 35,000 marched.
    About 1,400 marched. | 1,437 marched.
    More than 1,400 marched. | 1,437 marched.
    Nearly 1,500 marched. | 1,437 marched.
    At least 1,400 marched. | 1,437 marched.
    Fewer than 1,500 marched. | 1,437 marched.
    Roughly 3 million voted. | 2.9 million voted.
    Almost 50 percent voted. | 48 percent voted.
    Over 100 were hurt. | 103 people were hurt.
    Up to 1,500 may come. | 1,500 may come.
    He met them on July 26, 2023. | He met them on 26 July 2023.
    He met them on 26 July 2023. | He met them on 2023-07-26.
    He met them on 26 July 2023. | He met them on 26.07.2023.
    He met them on 26 July 2023. | He met them on 26/07/2023.
    He met them on 26 July 2023. | He met them on 07/26/2023.
    He met them on 26 July 2023. | He met them on the 26th of July, 2023.
    He met them on 4 May 2021. | He met them on 04/05/2021.
    He met them on April 5, 2021. | He met them on 04/05/2021.
    He met them in July 2023. | He met them on 26 July 2023.
    He met them in July 2023. | He met them in Jul. 2023.
    He met them in July 2023. | Meeting: 2023-07
    He met them in 2023. | He met them on 26 July 2023.
    He met them on 26 July. | He met them on July 26.
    He met them on 26 July. | He met them on 26 July 2023.
    He met them in July. | He met them on 26 July 2023.
    He met them in mid-2023. | He met them in July 2023.
    He met them in the third quarter of 2023. | He met them in July 2023.
    He met them in Q3 2023. | He met them in the third quarter of 2023.
    He met them in the second half of 2023. | He met them on 26 July 2023.
    He met them in summer 2023. | He met them in July 2023.
    He met them in late July 2023. | He met them on 26 July 2023.
    He met them by the end of 2023. | He met them on December 30, 2023.
    It began in the 1990s. | It began in 1994.
    It began in the 1990s. | It began in the 1990's.
    It began in the 20th century. | It began in the twentieth century.
    It began in the 20th century. | It began in 1954.
    It lasted from January to March 2024. | It lasted from January 2024 to March 2024.
    It lasted from 26 to 28 July 2023. | It began on July 26, 2023, and ended on July 28, 2023.
    It lasted from 2019 to 2021. | In the years 2019-21 it lasted.
    They met on Wednesday, 26 July 2023. | They met on 26 July 2023.
    They met on Wednesday. | They met on Wednesday, 26 July 2023.
    They met on Monday. | They met on Monday, 3 June.
    They met at 3 p.m. | They met at 15:00.
    They met at 3:30 pm. | They met at 15:30.
    They met six months after that. | The coup was in July 2023, the vote in January 2024.
    It fell five years later. | It opened in 2016 and fell in 2021.
    It got a three-day ultimatum. | The note of 4 May 2022 set a term that ended on 7 May 2022.
    It had two weeks. | It began on 1 March 2022 and ended on 15 March 2022.
    She is 64 years old. | Ilse Varn, 64, heads the union.
    She has served for 12 months. | She has served for one year.
    It took 48 hours. | It took two days.
    It took five years. | It was a five-year task.
    It took three years. | It took three consecutive years.
    It took a decade. It took ten years. | It took ten years.
    Two sides signed. | Both sides signed.
    Two soldiers left. | A pair of soldiers left.
    Planes left Air Base 201. | Air Base 201 is near Agadez.
    Planes left Base 201. | Air Base 201 is near Agadez.
    Su-35 jets landed. | Su-35s landed at noon.
    Su-35 jets landed. | The Su 35 landed at noon.
    COVID-19 closed the port. | The port was closed by Covid-19.
    The G7 met. | Leaders of the G-7 met.
    A 5G mast fell. | The 5G masts fell.
    Resolution 2202 calls for it. | Under Resolution 2202 it is called for.
    Article 5 applies. | article 5 of the treaty applies.
    Phase III began. | Phase 3 began.
    Phase 3 began. | Phase III began.
    He has 15 million followers. | He has fifteen million followers.
    It holds 0.5 tons. | It holds half a ton.
    Some 2½ tons were lost. | Some 2.5 tons were lost.
    It is 5km away. | It is 5 kilometres away.
    Exports doubled in 2 years. | Exports doubled in two years.
    It counts 6 lakh voters. | It counts 600,000 voters.
    It counts 6,00,000 voters. | It counts 600,000 voters.
    The 40-strong crew left. | The crew of forty left.
    It was 100 percent. | It was one hundred percent.
    It was two hundred and three hundred. | 200 and 300 came.
    One thousand and two thousand came. | 1,000 and 2,000 came.
    One hundred and fifty thousand came. | 150,000 came.
    One hundred five came. | 105 came.
    It was in nineteen eighty-four. | It was in 1984.
    It cost 3.2 trillion yen. | It cost ¥3.2tn.
    It fell on 9/11. | The attacks of 9/11 came.
    The offer ran for 30 days. | A 30-day offer was made.
    It was ２５ percent. | It was 25 percent.
    They lost ⑫ boats. | They lost 12 boats.
    It was ٢٥ boats. | It was 25 boats.
    It was २५ boats. | It was 25 boats.
    Some 100 Russian troops are in Burkina Faso. | 100 Russian troops have been sent there within the new Africa Corps.
    The U.S. cut over half a billion dollars. | Washington cut more than $500 million of aid.
    The pipeline costs 13 bn dollars. | a $13 billion project
    The $13bn pipeline | a $13-billion project
    In the first half of 2023 | in May 2023
    Between 2019 and 2021 | from 2019-2021
    Five of the six states | five of six states
    Six of nine | 6 of 9
    A 2:1 majority | a 2:1 majority
    1.3 million barrels per day | 1.3m barrels a day
    1,100 U.S. soldiers | 1100 American soldiers
    It grew by 3 percentage points. | It grew by three percentage points.
    It grew 2.5-fold. | It grew 2.5-fold.
    a 10-day visit | a visit of ten days
    a ten-year sentence | sentenced to 10 years
    two years and six months | 2 years and 6 months
    16-year-olds vote | aged 16 years
    at age 18 | 18 years old
    aged 18 or over | 18-year-olds
    ILO Convention 87 | ILO Conventions 87 and 98
    Law No. 25-2020 | Law No. 25-2020
    section 14(3) | section 14(3) of the act
    Sections 14 and 15 | sections 14 and 15
    48-hour week | 48 hours per week
    40-hour work week | forty hours a week
    1 January to 31 December 2024 | from January 1 to December 31, 2024
    On October 7, 2023, | the October 7, 2023 attack
    the 7 October attack | the October 7 attack
    the early 2000s | in 2003
    mid-1990s | the 1990s
    late 2023 | December 2023
    FY2023 | fiscal year 2023
    H1 2023 | the first half of 2023
    a third of exports | 33 percent of exports
    one in five | 20 percent
    nine out of ten | 90 percent
    20,000-25,000 men | 20,000 to 25,000 men
    20-25,000 men | 20,000 to 25,000 men
    $1.2-1.5bn | $1.2 billion to $1.5 billion
    a $1 billion loan | $1bn loan
    $1,000,000 | one million dollars
    €1.5 million | EUR 1.5 million
    CFA 500 million | 500 million CFA francs
    500 million CFA francs (about $800,000) | CFA 500 million ($800,000)
    Rs 500 crore | ₹5 billion
    70km north | 70 kilometers north
    a 4,000-km line | 4,000 kilometres
    Unit 61398 | unit 61398
    IL-76 planes | Il-76s
    two MiG-29s | 2 MiG-29
    T-72 tanks | T72 tanks
    UN Security Council Resolution 1701 | resolution 1701
    the 82nd Airborne Division | 82nd Airborne
    XVIII Airborne Corps | 18th Airborne Corps
    the 2024 election | elections in 2024
    Since January, 12 people died. | Twelve people have died since January.
    Tuesday's vote | the vote on Tuesday
    50 per cent plus one | 50% plus one
    Some 30% to 40% | 30-40%
    0.5 percent | half a percent
    1.5 years | a year and a half
    18 months | a year and a half
    an 18-month term | one and a half years
    3 September 2019 | 3 Sept 2019
    3 September 2019 | Sept. 3, 2019
    Nov 5 | November 5th
    5th November | November 5
    5 Nov. 2024 | 2024-11-05
    10 p.m. on Sunday | 22:00 on Sunday
    10pm | 10 p.m.
    the 27 members | 27-member bloc
    a 27-member bloc | 27 members
    the 57-nation OIC | 57 nations
    three-quarters | 75 percent
    a majority of 51 to 49 | 51-49
    61-40 | 61 to 40
    nearly two-thirds | 65 percent
    about a third | 32 percent
    less than half | 45 percent
    more than half | 52 percent
    more than two thirds | 70 percent
    over 90 percent | 92 percent
    more than a million | 1.2 million
    more than a dozen | 14 men
    a few hundred | 300 men
    scores of men | 60 men
    some two dozen | 24 men
    twelve months later | January 2023 and January 2024
    a year after July 2023 | July 2023 July 2024
    three weeks | 21 days
    the next five years | five years
    the last 30 days | 30 days
    in 18 months' time | 18 months
    two years' prison | two years in prison
    Article 5(2)(b) | article 5(2)(b)
    No. 7 | number seven
    #7 | no 7
    150th of 180 | 150 out of 180
    ranks 4th | fourth place
    It offers 5 percent. | The union asks for 12 percent, the port offers 5.
    It lasted for one quarter. Exports fell in 4 regions. | Exports fell in four regions.
"""

HELD_IN_OTHER_LANGUAGES = """
    Prices rose by 13.5 percent. | Les prix ont augmenté de 13,5 % dans la région.
    There were 1,500 contracts. | Il y avait 1 500 contrats dans la région.
    There were 1,500 contracts. | Hay 1.500 contratos en la región del norte.
    There were 1,500 contracts. | Es gab 1.500 Verträge in der Region und auf dem Meer.
    There were 97 contracts. | Il y avait quatre-vingt-dix-sept contrats dans la région.
    There were 71 contracts. | Il y avait soixante et onze contrats dans la région.
    There were 80 contracts. | Il y avait quatre-vingts contrats dans la région.
    There were 2,300 contracts. | Il y avait deux mille trois cents contrats dans la région.
    It cost 13 billion euros. | Le projet a coûté 13 milliards d'euros à la ville.
    About 100 people came. | Une centaine de personnes sont venues dans la ville.
    Dozens came. | Des dizaines de personnes sont venues dans la ville.
    Two-thirds came. | Les deux tiers des personnes sont venues dans la ville.
    It was signed on 26 July 2023. | L'accord a été signé le 26 juillet 2023 dans la ville.
    It was signed on 1 August 2023. | L'accord a été signé le 1er août 2023 dans la ville.
    It was signed in the third quarter of 2023. | Les chiffres du troisième trimestre 2023 sont dans le rapport.
    It began in the 1990s. | La crise a commencé dans les années 1990 et elle est finie.
    It began in the 19th century. | La crise a commencé au XIXe siècle et elle est finie.
    It took five years. | La construction a pris cinq ans et elle est finie.
    Twenty-six people came. | Veintiséis personas llegaron a la ciudad de los lagos.
    235 people came. | Doscientas treinta y cinco personas llegaron a la ciudad de los lagos.
    Eleven people came. | Once personas llegaron a la ciudad de los lagos.
    It cost $2,000 million. | El proyecto costó dos mil millones de dólares a la ciudad de los lagos.
    It cost 40 percent more. | Costó un 40 por ciento más que en la ciudad de los lagos.
    It was signed on 26 July 2023. | El acuerdo fue firmado el 26 de julio de 2023 en la ciudad.
    It was signed in March 2021. | El acuerdo fue firmado en marzo de 2021 en la ciudad.
    It began in the 20th century. | La crisis comenzó en el siglo XX y en la ciudad.
    It took six months. | La obra duró seis meses en la ciudad de los lagos.
    There were 345 people. | Dreihundertfünfundvierzig Menschen kamen in die Stadt und zu dem See.
    There were 21 people. | Einundzwanzig Menschen kamen in die Stadt und zu dem See.
    There were 2,300 people. | Zweitausenddreihundert Menschen kamen in die Stadt und zu dem See.
    It cost 3.5 billion euros. | Das Werk hat 3,5 Milliarden Euro gekostet und ist nicht fertig.
    It cost 3.5 million euros. | Das Werk hat 3,5 Mio. Euro gekostet und ist nicht fertig.
    It was 40 percent. | Das sind 40 Prozent von der Menge und nicht mehr.
    It was signed on 26 July 2023. | Der Vertrag ist am 26. Juli 2023 in der Stadt unterzeichnet.
    It was signed on 3 March 2023. | Der Vertrag ist am 3. März 2023 in der Stadt unterzeichnet.
    It took five years. | Der Bau der Brücke hat fünf Jahre gedauert und ist fertig.
    There were 230 people. | В городе погибли двести тридцать человек.
    There were 45 people. | В городе погибли сорок пять человек.
    More than 1,500 came. | В город приехали более тысячи пятисот человек.
    There were 1,500 people. | В город приехали 1500 человек.
    There were 1.5 million people. | В город приехали 1,5 млн человек.
    It cost 13 billion dollars. | Проект стоит 13 миллиардов долларов.
    It cost 13 billion roubles. | Проект стоит 13 млрд рублей.
    It was 40 percent. | Цены выросли на 40 процентов за год.
    It was signed on 26 July 2023. | Договор подписан 26 июля 2023 года в городе.
    It was signed in January 2024. | Договор подписан в январе 2024 года в городе.
    It was signed in January. | Договор подписан в январе в городе.
    It took five years. | Строительство заняло пять лет.
    It was the third time. | Это был третий раз в истории города.
    It began in the 20th century. | Это началось в XX веке в городе.
    There were 25 people. | قتل خمسة وعشرون شخصا في المدينة
    There were 13 people. | قتل ثلاثة عشر شخصا في المدينة
    There were 350 people. | قتل ثلاثمئة وخمسون شخصا في المدينة
    There were 3,500 people. | وصل ثلاثة آلاف وخمسمئة شخص إلى المدينة
    It cost 13 billion dollars. | كلف المشروع 13 مليار دولار في المدينة
    It was 40 percent. | ارتفعت الأسعار بنسبة 40 في المئة في المدينة
    It was 40 percent. | ارتفعت الأسعار بنسبة ٤٠٪ في المدينة
    It was 40 percent. | ارتفعت الأسعار أربعين بالمئة في المدينة
    It was signed on 26 July 2023. | وقع الاتفاق في 26 يوليو 2023 في المدينة
    It was signed on 26 July 2023. | وقع الاتفاق في ٢٦ تموز ٢٠٢٣ في المدينة
    It was signed in January 2024. | وقع الاتفاق في يناير 2024 في المدينة
    It took two years. | استمر العمل عامين في المدينة
    It took five years. | استمر العمل خمس سنوات في المدينة
    They met on Tuesday. | اجتمعوا يوم الثلاثاء في المدينة
    There were 15,000 people. | 约有1.5万人参加了会议。
    There were 350 soldiers. | 三百五十名士兵抵达。
    It cost 130 billion dollars. | 该项目耗资1300亿美元。
    It was 40 percent. | 价格上涨了百分之四十。
    It was 40 percent. | 价格上涨了40%。
    Two-thirds voted. | 三分之二的人投票。
    It was signed on 26 July 2023. | 协议于2023年7月26日签署。
    It was signed in July 2023. | 协议于二〇二三年七月签署。
    It was signed on 26 July. | 协议于7月26日签署。
    It took five years. | 建设花了五年。
    It took three months. | 建设花了三个月。
    It began in the third quarter of 2023. | 2023年第三季度开始。
    They met on Wednesday. | 他们星期三开会。
    Hundreds came. | 数百人参加了会议。
    There were 2,300 people. | Arrivarono duemilatrecento persone nella città e sono di casa.
    It cost 3 billion euros. | Il progetto costa 3 miliardi di euro alla città ed è in ritardo.
    It was signed on 26 July 2023. | L'accordo è stato firmato il 26 luglio 2023 nella città.
    It cost 3 billion dollars. | O projeto custa 3 bilhões de dólares para a cidade e não mais.
    It was signed on 26 March 2023. | O acordo foi assinado em 26 de março de 2023 na cidade.
    Seventeen people came. | Dezessete pessoas vieram para a cidade e não mais.
    Deux mille personnes sont dans la ville. | Two thousand people are in the town.
    Le 26 juillet 2023, la ville est tombée. | The town fell on July 26, 2023.
    Una docena de barcos salió de la ciudad. | A dozen boats left the town.
    В январе 2024 года погибли 12 человек. | Twelve people died in January 2024.
    在2024年1月，12人死亡。 | Twelve people died in January 2024.
    قتل 12 شخصا في يناير 2024 | Twelve people died in January 2024.
    Im Januar 2024 sind zwölf Menschen in der Stadt gestorben. | Twelve people died in January 2024.
    It was signed on 26 July 2023. | Umowa została podpisana 26 lipca 2023 w mieście i na morzu.
    It was signed on 26 July 2023. | Anlaşma 26 Temmuz 2023 tarihinde imzalandı ve bu bir.
    It was signed on 26 July 2023. | 합의는 2023년 7월 26일 서명되었다.
"""

REFUSED = """
    The ferry carried 1,001 people. | The ferry carried 1,000 people.
    The ferry carried 1,000 people. | The ferry carried 10,000 people.
    The ferry carried 1,000 people. | The ferry carried 100 people.
    The ferry carried 1,200 people. | The ferry carried 1,250 people.
    The ferry carried three people. | The ferry carried four people.
    The ferry carried twenty-three people. | The ferry carried thirty-two people.
    The ferry carried 13 people. | The ferry carried thirty people.
    The ferry carried fifteen people. | The ferry carried fifty people.
    There were 1.5 million votes. | There were 1.6 million votes.
    There were 1.5 million votes. | There were 1.5 billion votes.
    There were 1.5 billion votes. | There were 1.5 million votes.
    There were 15 million votes. | There were 1.5 million votes.
    There were 1,437 votes. | There were 1,473 votes.
    There were 1,437,000 votes. | There were 1,437 votes.
    It costs $13 billion. | It costs $13 million.
    It costs $13 billion. | It costs $31 billion.
    It costs $13 billion. | It costs €13 billion.
    It costs $13 billion. | It costs 13 billion roubles.
    It costs $40. | 40 people came.
    It costs $40. | It grew by 40 percent.
    It grew by 40 percent. | 40 people came.
    It grew by 40 percent. | It costs $40.
    It grew by 40 percent. | It grew by 4 percent.
    It grew by 40 percent. | It grew by 14 percent.
    It grew by 40 percent. | It grew by 40.5 percent.
    It grew by 4.5 percent. | It grew by 45 percent.
    40 people came. | It grew by 40 percent.
    40 people came. | It grew by 40%.
    It grew by 5 percent. | It grew by 5 percentage points.
    Half of the voters came. | 40 percent of the voters came.
    Two-thirds came. | Three-quarters came.
    Two-thirds came. | A third came.
    It was the third coup. | It was the fourth coup.
    It was the second coup. | It was the third coup.
    It was the 21st vote. | It was the 22nd vote.
    The boat has 10-15 berths. | The boat has 10 to 25 berths.
    The boat has 10-15 berths. | The boat has 11 to 15 berths.
    It costs $2-3 billion. | It costs $2-3 million.
    Three dozen ships sailed. | Two dozen ships sailed.
    Dozens of ships sailed. | Five ships sailed.
    Hundreds were arrested. | 40 people were arrested.
    Thousands were arrested. | Hundreds were arrested.
    Tens of thousands marched. | Thousands marched.
    Half a million voted. | A million voted.
    1,400 marched. | 1,437 marched.
    1,400 marched. | About 1,437 marched.
    About 1,400 marched. | 1,537 marched.
    About 1,500 marched. | 1,337 marched.
    More than 1,500 marched. | 1,437 marched.
    More than 500 marched. | Fewer than 500 marched.
    Nearly 1,400 marched. | 1,437 marched.
    Fewer than 1,400 marched. | 1,437 marched.
    Up to 1,400 marched. | 1,437 marched.
    At least 1,500 marched. | 1,437 marched.
    Roughly 3 million voted. | 2.5 million voted.
    Almost 50 percent voted. | 38 percent voted.
    He met them on 26 July 2023. | He met them on 27 July 2023.
    He met them on 26 July 2023. | He met them on 26 June 2023.
    He met them on 26 July 2023. | He met them on 26 July 2022.
    He met them on 26 July 2023. | He met them in July 2023.
    He met them on 26 July 2023. | He met them in 2023.
    He met them in July 2023. | He met them in 2023.
    He met them in July 2023. | He met them in June 2023.
    He met them in July 2023. | He met them in July 2022.
    He met them in July 2023. | He met them on 26 June 2023.
    He met them in 2023. | He met them on 26 July 2022.
    He met them on 2023-07-26. | He met them on 2023-07-25.
    He met them on 26.07.2023. | He met them on 26.08.2023.
    He met them on 19/07/1966. | He met them on 18 July 1966.
    He met them on 13/05/2021. | He met them on 5 March 2021.
    He met them on 26 July. | He met them on 25 July.
    He met them on 26 July. | He met them in July.
    He met them in July. | He met them in June.
    He met them in July. | He met them in 2023.
    He met them in mid-2023. | He met them in mid-2022.
    He met them in Q3 2023. | He met them in June 2023.
    He met them in the third quarter of 2023. | He met them in the second quarter of 2023.
    He met them in July 2023. | He met them in the third quarter of 2023.
    He met them in the second half of 2023. | He met them on 26 May 2023.
    He met them in summer 2023. | He met them in January 2023.
    It began in the 1990s. | It began in the 1980s.
    It began in the 1990s. | It began in 1989.
    It began in the 20th century. | It began in the 19th century.
    It began in the 20th century. | It began in 1854.
    It began in 1994. | It began in the 1990s.
    It lasted from 2019 to 2021. | It lasted from 2019 to 2022.
    It lasted from January to March 2024. | It lasted from January to April 2024.
    They met on a Tuesday. | They met on 26 July 2023.
    They met on Tuesday, 26 July 2023. | They met on 26 July 2023.
    They met on Monday. | They met on Friday.
    They met at 3 p.m. | They met at 3 a.m.
    They met at 04:57. | They met at 04:47.
    They met at 16:00. | They met at 15:00.
    They met seven months after that. | The coup was in July 2023, the vote in January 2024.
    It fell six years later. | It opened in 2016 and fell in 2021.
    It got a nine-day ultimatum. | The note of 4 May 2022 set a term that ended on 7 May 2022.
    She is 65 years old. | Ilse Varn, 64, heads the union.
    She has served for five years. | She has served for five months.
    She has served for five months. | She has served for five weeks.
    It took 48 hours. | It took three days.
    It took 24 months. | It took one year.
    It took five years. | Five men did it.
    Planes left Air Base 202. | Air Base 201 is near Agadez.
    Su-34 jets landed. | Su-35 jets landed.
    COVID-20 closed the port. | COVID-19 closed the port.
    The G8 met. | The G7 met.
    A 4G mast fell. | A 5G mast fell.
    Resolution 2203 calls for it. | Resolution 2202 calls for it.
    Article 6 applies. | Article 5 applies.
    Phase IV began. | Phase III began.
    It was the XXIII time. | It was the XXII time.
    It is 6km away. | It is 5km away.
    It cost €13m. | It cost €31m.
    Some 47 came. | Some 45 came.
    It counts 4.57e5 voters. | It counts 4,570 voters.
    It rose twenty-three-fold. | It rose twenty-fold.
    It was ٢٦ boats. | It was 25 boats.
    It was २६ boats. | It was 25 boats.
    It was ２６ boats. | It was 25 boats.
    It was \U0001d7d0\U0001d7d4 boats. | It was 25 boats.
    They lost ⑬ boats. | They lost 12 boats.
    They lost 2\u20606 boats. | They lost 25 boats.
    They lost [26] boats. | They lost 25 boats.
    They lost 二十六人 there. | They lost 25 people there.
    It fell on 9/12. | The attacks of 9/11 came.
    It rose by 21.7 percent. | It rose by 21 percent.
    It rose by forty-one per cent. | It rose by 14 percent.
    There were 1,600 contracts. | Il y avait 1 500 contrats dans la région.
    There were 87 contracts. | Il y avait quatre-vingt-dix-sept contrats dans la région.
    There were 90 contracts. | Il y avait quatre-vingts contrats dans la région.
    It cost 13 million euros. | Le projet a coûté 13 milliards d'euros à la ville.
    It was signed on 26 June 2023. | L'accord a été signé le 26 juillet 2023 dans la ville.
    It took six years. | La construction a pris cinq ans et elle est finie.
    225 people came. | Doscientas treinta y cinco personas llegaron a la ciudad de los lagos.
    Twelve people came. | Once personas llegaron a la ciudad de los lagos.
    It cost $2 million. | El proyecto costó dos mil millones de dólares a la ciudad de los lagos.
    It was signed on 26 June 2023. | El acuerdo fue firmado el 26 de julio de 2023 en la ciudad.
    There were 354 people. | Dreihundertfünfundvierzig Menschen kamen in die Stadt und zu dem See.
    It cost 3.5 million euros. | Das Werk hat 3,5 Milliarden Euro gekostet und ist nicht fertig.
    It was signed on 26 June 2023. | Der Vertrag ist am 26. Juli 2023 in der Stadt unterzeichnet.
    There were 220 people. | В городе погибли двести тридцать человек.
    There were 54 people. | В городе погибли сорок пять человек.
    It cost 13 million dollars. | Проект стоит 13 миллиардов долларов.
    It cost 13 billion dollars. | Проект стоит 13 млрд рублей.
    It was signed on 26 June 2023. | Договор подписан 26 июля 2023 года в городе.
    It was signed in January 2023. | Договор подписан в январе 2024 года в городе.
    It was the fourth time. | Это был третий раз в истории города.
    There were 52 people. | قتل خمسة وعشرون شخصا في المدينة
    There were 14 people. | قتل ثلاثة عشر شخصا في المدينة
    There were 530 people. | قتل ثلاثمئة وخمسون شخصا في المدينة
    It cost 13 million dollars. | كلف المشروع 13 مليار دولار في المدينة
    It was 50 percent. | ارتفعت الأسعار بنسبة 40 في المئة في المدينة
    It was signed on 26 June 2023. | وقع الاتفاق في 26 يوليو 2023 في المدينة
    It took three years. | استمر العمل عامين في المدينة
    There were 150,000 people. | 约有1.5万人参加了会议。
    There were 530 soldiers. | 三百五十名士兵抵达。
    It cost 1300 million dollars. | 该项目耗资1300亿美元。
    It was 14 percent. | 价格上涨了百分之四十。
    It was signed on 26 June 2023. | 协议于2023年7月26日签署。
    It took six years. | 建设花了五年。
    Deux mille personnes sont dans la ville. | Two hundred people are in the town.
    Le 26 juillet 2023, la ville est tombée. | The town fell on June 26, 2023.
    В январе 2024 года погибли 12 человек. | Twelve people died in February 2024.
    在2024年1月，12人死亡。 | Twelve people died in June 2024.
    قتل 12 شخصا في يناير 2024 | Twelve people died in March 2024.
    Im Januar 2024 sind zwölf Menschen in der Stadt gestorben. | Eleven people died in January 2024.
    less than half | 52 percent
    more than half | 48 percent
    nearly two-thirds | 70 percent
    about a third | 45 percent
    more than a dozen | 30 men
    one in five | 25 percent
    nine out of ten | 80 percent
    20-25,000 men | 2,000 to 25,000 men
    a year and a half | two years
    18 months | one year
    a ten-year sentence | a ten-month sentence
    $1.2-1.5bn | $1.2 million to $1.5 million
    CFA 500 million | $500 million
    €1.5 million | £1.5 million
    T-72 tanks | T-90 tanks
    IL-76 planes | Il-78s
    XVIII Airborne Corps | 19th Airborne Corps
    the 82nd Airborne Division | the 101st Airborne
    the early 2000s | in 1999
    H1 2023 | the second half of 2023
    FY2023 | fiscal year 2022
    the 7 October attack | the October 6 attack
    3 September 2019 | Sept. 4, 2019
    10pm | 10 a.m.
    at age 18 | at age 81
    Article 5(2)(b) | article 5(3)(b)
    three weeks | 12 days
    a 27-member bloc | a 28-member bloc
    61-40 | 60 to 41
    It offers 6 percent. | The union asks for 12 percent, the port offers 5.
    It offers 5 percent. | The union asks for 12 percent. The port has 5 cranes.
    Signed in October 2023. | وقع الاتفاق في تشرين الثاني 2023.
"""


def pairs(table: str) -> list[tuple[str, str]]:
    """The claims of *table*, each with its grounds."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return [(claim.strip(), grounds.strip()) for claim, _, grounds in (line.partition("|") for line in lines)]
