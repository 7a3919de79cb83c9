"""Characters from bytes: byte-order marks, UTF-8, declared charsets, detection, and what is no text."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from briefing.decoding import decode
from briefing.errors import SourceBinary

SENTENCES = {
    "fr": (
        "Le gouvernement a annoncé mardi que les négociations reprendraient à l'automne, après plusieurs mois "
        "d'interruption. Le ministre, visiblement très fatigué, a déclaré que \"rien n'était encore décidé\" et que "
        "les élus de la région seraient consultés. Les syndicats ont réagi avec prudence : ils craignent que la "
        "réforme ne soit vidée de sa substance. À la frontière, les contrôles ont été renforcés depuis le début de "
        "l'été."
    ),
    "de": (
        "Die Regierung kündigte am Dienstag an, dass die Verhandlungen im Herbst fortgeführt würden. Der Minister "
        "sagte, „nichts sei endgültig beschlossen“, und die Länder würden gehört. Die Gewerkschaften äußerten sich "
        "zurückhaltend: Sie befürchten, dass die Maßnahmen nicht ausreichen könnten. An der Grenze wurden die "
        "Kontrollen seit Anfang des Sommers verschärft; größere Verzögerungen gab es bislang nicht."
    ),
    "es": (
        "El Gobierno anunció el martes que las negociaciones se reanudarán en otoño, después de varios meses de "
        'interrupción. El ministro declaró que "nada está decidido todavía" y que los municipios serán '
        "consultados. ¿Habrá acuerdo antes de fin de año? Los sindicatos reaccionaron con prudencia: temen que la "
        "reforma se quede sin contenido y que la situación económica empeore en la región."
    ),
    "pt": (
        "O Governo anunciou na terça-feira que as negociações serão retomadas no outono, após vários meses de "
        'interrupção. O ministro declarou que "nada está decidido" e que as regiões serão ouvidas. Os sindicatos '
        "reagiram com prudência: receiam que a reforma não saia do papel. Na fronteira, os controlos foram "
        "reforçados desde o início do verão, mas até agora não houve atrasos."
    ),
    "sv": (
        "Regeringen meddelade på tisdagen att förhandlingarna återupptas i höst efter flera månaders avbrott. "
        "Ministern sade att inget ännu är beslutat och att regionerna ska få säga sitt. Facken reagerade "
        "försiktigt: de är rädda för att reformen stannar på papperet. Vid gränsen har kontrollerna skärpts sedan "
        "början av sommaren."
    ),
    "pl": (
        "Rząd ogłosił we wtorek, że negocjacje zostaną wznowione jesienią po kilku miesiącach przerwy. Minister "
        'oświadczył, że "nic jeszcze nie zostało przesądzone" i że zdanie województw zostanie wzięte pod uwagę. '
        "Związki zawodowe zareagowały ostrożnie: obawiają się, że reforma pozostanie na papierze. Na granicy od "
        "początku lata zaostrzono kontrole, choć większych opóźnień dotąd nie było."
    ),
    "cs": (
        "Vláda v úterý oznámila, že jednání budou po několika měsících přerušení na podzim obnovena. Ministr "
        "prohlásil, že zatím není nic rozhodnuto a že kraje budou vyslechnuty. Odbory reagovaly opatrně: obávají "
        "se, že reforma zůstane jen na papíře. Na hranicích byly od začátku léta zpřísněny kontroly, k větším "
        "zdržením však dosud nedošlo."
    ),
    "hu": (
        "A kormány kedden bejelentette, hogy a tárgyalások több hónapos szünet után ősszel újrakezdődnek. A "
        "miniszter kijelentette, hogy még semmi sem dőlt el, és hogy a megyék véleményét is meghallgatják. A "
        "szakszervezetek óvatosan nyilatkoztak: attól tartanak, hogy a reform csak papíron marad."
    ),
    "ro": (
        "Guvernul a anunţat marţi că negocierile vor fi reluate în toamnă, după o întrerupere de câteva luni. "
        "Ministrul a declarat că nimic nu este încă hotărât şi că părerea judeţelor va fi luată în seamă. "
        "Sindicatele au reacţionat cu prudenţă: se tem că reforma va rămâne doar pe hârtie."
    ),
    "tr": (
        "Hükumet salı günü yaptığı açıklamada görüşmelerin birkaç aylık aradan sonra sonbaharda yeniden "
        "başlayacağını bildirdi. Bakan, henüz hiçbir şeyin kararlaştırılmadığını ve bölgelerin görüşünün "
        "alınacağını söyledi. Sendikalar ihtiyatlı davrandı: reformun kağıt üzerinde kalmasından çekiniyorlar. "
        "Sınırda yaz başından beri denetimler sıkılaştırıldı, ancak şimdiye kadar büyük gecikmeler yaşanmadı."
    ),
    "lt": (
        "Vyriausybė antradienį pranešė, kad derybos po kelių mėnesių pertraukos bus atnaujintos rudenį. Ministras "
        "pareiškė, kad dar niekas nenuspręsta ir kad bus atsižvelgta į regionų nuomonę. Profesinės sąjungos "
        "sureagavo atsargiai: jos baiminasi, kad reforma liks tik popieriuje."
    ),
    "ru": (
        "Правительство объявило во вторник, что переговоры возобновятся осенью после нескольких месяцев перерыва. "
        'Министр заявил, что "ничего ещё не решено" и что мнение регионов будет учтено. Профсоюзы отреагировали '
        "осторожно: они опасаются, что реформа останется только на бумаге. На границе с начала лета усилен "
        "контроль, однако серьёзных задержек пока не было."
    ),
    "uk": (
        "Уряд оголосив у вівторок, що переговори відновляться восени після кількох місяців перерви. Міністр "
        'заявив, що "нічого ще не вирішено" і що думку регіонів буде враховано. Профспілки відреагували обережно: '
        "вони побоюються, що реформа залишиться лише на папері. На кордоні від початку літа посилено контроль, але "
        "серйозних затримок поки що не було."
    ),
    "el": (
        "Η κυβέρνηση ανακοίνωσε την Τρίτη ότι οι διαπραγματεύσεις θα αρχίσουν και πάλι το φθινόπωρο, ύστερα από "
        "διακοπή πολλών μηνών. Ο υπουργός δήλωσε ότι τίποτα δεν έχει αποφασιστεί ακόμη και ότι θα ζητηθεί η γνώμη "
        "των περιφερειών. Τα συνδικάτα αντέδρασαν με επιφύλαξη: φοβούνται ότι η μεταρρύθμιση θα μείνει στα χαρτιά."
    ),
    "ar": (
        "أعلنت الحكومة يوم الثلاثاء أن المفاوضات ستستأنف في الخريف بعد توقف دام عدة أشهر. وقال الوزير إنه لم يتقرر "
        "شيء بعد وإن آراء المناطق ستؤخذ في الاعتبار. وجاء رد النقابات حذرا، فهي تخشى أن يبقى الإصلاح حبرا على ورق. "
        "وعلى الحدود شددت إجراءات التفتيش منذ بداية الصيف، لكن لم تسجل حتى الآن تأخيرات كبيرة. ويرى المحللون أن "
        "التوصل إلى اتفاق قبل نهاية العام أمر مستبعد."
    ),
    "he": (
        "הממשלה הודיעה ביום שלישי כי המשא ומתן יתחדש בסתיו לאחר הפסקה של כמה חודשים. השר אמר כי דבר עדיין לא הוחלט "
        "וכי דעתם של האזורים תישמע. האיגודים המקצועיים הגיבו בזהירות: הם חוששים שהרפורמה תישאר על הנייר בלבד. "
        "בגבול הוגברו הבדיקות מאז תחילת הקיץ, אך עד כה לא נרשמו עיכובים גדולים."
    ),
    "zh": (
        "政府星期二宣布,谈判将在中断数月之后于秋季恢复。部长表示,目前尚未作出任何决定,各地区的意见将会得到"
        "考虑。工会的反应较为谨慎,他们担心改革最终只会停留在纸面上。自夏初以来,边境的检查有所加强,但到目前"
        "为止没有出现严重的延误。分析人士认为,双方在年底之前达成协议的可能性不大,因为在资金问题上仍然存在很"
        "大的分歧。"
    ),
    "zht": (
        "政府星期二宣布,談判將在中斷數月之後於秋季恢復。部長表示,目前尚未作出任何決定,各地區的意見將會得到"
        "考慮。工會的反應較為謹慎,他們擔心改革最終只會停留在紙面上。自夏初以來,邊境的檢查有所加強,但到目前"
        "為止沒有出現嚴重的延誤。分析人士認為,雙方在年底之前達成協議的可能性不大,因為在資金問題上仍然存在很"
        "大的分歧。"
    ),
    "ja": (
        "政府は火曜日、数か月の中断を経て交渉が秋に再開されると発表した。大臣は、まだ何も決まっておらず、地方"
        "の意見も聞くつもりだと述べた。労働組合は慎重な反応を示し、改革が紙の上だけに終わることを心配している"
        "。国境では夏の初めから検査が強化されているが、これまでのところ大きな遅れは出ていない。専門家は、年内"
        "の合意は難しいとみている。"
    ),
    "ko": (
        "정부는 화요일 몇 달 동안 중단되었던 협상이 가을에 다시 시작될 것이라고 발표했다. 장관은"
        " 아직 아무것도 결정되지 않았으며 지역의 의견을 들을 것이라고 말했다. 노동조합은 신중한 "
        "반응을 보이며 개혁이 종이 위에만 남을 것을 걱정하고 있다. 국경에서는 여름 초부터 검사가"
        " 강화되었지만 지금까지 큰 지연은 없었다."
    ),
    "th": (
        "รัฐบาลประกาศเมื่อวันอังคารว่าการเจรจาจะเริ่มขึ้นอีกครั้งในฤดูใบไม้ร่วงหลังจากหยุดไปหลายเดือน "
        "รัฐมนตรีกล่าวว่ายังไม่มีการตัดสินใจใด ๆ และจะรับฟังความคิดเห็นของทุกภูมิภาค "
        "สหภาพแรงงานแสดงท่าทีระมัดระวัง"
    ),
}

ENCODINGS = [
    ("fr", "cp1252"),
    ("fr", "latin-1"),
    ("de", "cp1252"),
    ("es", "cp1252"),
    ("es", "latin-1"),
    ("pt", "cp1252"),
    ("sv", "cp1252"),
    ("pl", "cp1250"),
    ("pl", "iso8859-2"),
    ("cs", "cp1250"),
    ("hu", "cp1250"),
    ("ro", "iso8859-2"),
    ("tr", "cp1254"),
    ("lt", "cp1257"),
    ("ru", "cp1251"),
    ("ru", "koi8-r"),
    ("uk", "cp1251"),
    ("uk", "koi8-u"),
    ("el", "cp1253"),
    ("ar", "cp1256"),
    ("he", "cp1255"),
    ("zh", "gb18030"),
    ("zht", "big5"),
    ("ja", "shift_jis"),
    ("ja", "euc-jp"),
    ("ja", "iso2022_jp"),
    ("ko", "euc-kr"),
    ("th", "cp874"),
]


def read(data: bytes, *, declared: bool = False) -> str:
    """The characters in *data*, of an input called ``report``."""
    return decode(data, "report", declared=declared)


@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
def test_legacy_encoding_is_detected_right(language: str, encoding: str) -> None:
    """Some hundred characters in a legacy encoding come out as the very characters that went in."""
    assert read(SENTENCES[language].encode(encoding)) == SENTENCES[language]


@pytest.mark.parametrize("text", ["The café closed.", "£40 million, he said.", "“We don’t know,” she said – twice."])
def test_short_legacy_text_is_read_as_windows_western(text: str) -> None:
    """A line that reads as well in several encodings is taken for cp1252, the commonest of them."""
    assert read(text.encode("cp1252")) == text


def test_few_accents_in_much_ascii_are_found() -> None:
    """One legacy line among a thousand of ASCII decides the encoding: Russian is not drowned by English."""
    text = "The talks went on through the night.\n" * 1000 + SENTENCES["ru"] + "\n"
    assert read(text.encode("koi8-r")) == text


def test_bytes_after_the_detected_sample_count_too() -> None:
    """A reading that fails further down in a long file gives way to one that holds for all of it."""
    text = (SENTENCES["zh"] + "\n") * 3000 + "𠀀\n"
    assert read(text.encode("gb18030")) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("language", ["fr", "zh"])
def test_byte_order_mark_is_obeyed(language: str, encoding: str) -> None:
    """A byte-order mark names the encoding and does not become a character of the text."""
    assert read(SENTENCES[language].encode(encoding)) == SENTENCES[language]


def test_big_endian_mark_is_obeyed() -> None:
    """The marks of big-endian UTF-16 and UTF-32 are told apart from the little-endian ones."""
    text = SENTENCES["ar"]
    assert read(b"\xfe\xff" + text.encode("utf-16-be")) == text
    assert read(b"\x00\x00\xfe\xff" + text.encode("utf-32-be")) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encoding_without_a_mark_is_recognised(encoding: str) -> None:
    """NULs that stand in the places of UTF-16 or UTF-32 are not a sign of a binary file."""
    assert read(SENTENCES["fr"].encode(encoding)) == SENTENCES["fr"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["ru", "el", "ar", "he", "zh", "ja", "ko"])
def test_utf16_without_a_mark_is_recognised_in_any_script(language: str, encoding: str) -> None:
    """Where letters have no NULs, by the spaces, line ends and full stops between them; whoever calls it UTF-16."""
    data = SENTENCES[language].encode(encoding)
    assert read(data) == SENTENCES[language]
    assert decode(data, "report", declared=True, charset="utf-16") == SENTENCES[language]


def test_utf16_that_a_server_names_is_read() -> None:
    """Words too few to be told by; a page that names it in itself is in something else, or nobody could read that."""
    assert decode("вход".encode("utf-16-be"), "report", declared=True, charset="UTF-16BE") == "вход"
    page = '<html><meta charset="utf-16le"><p>“It’s over”</p></html>'.encode("cp1252")
    assert decode(page, "report", declared=True) == page.decode("cp1252")


@pytest.mark.parametrize("data", [b"\x1b$B", b" " + b"\xe9" * 300_000])
def test_what_is_hardly_a_text_is_read_all_the_same(data: bytes) -> None:
    """An escape into Japanese with nothing after it; one word that is longer than what is looked at."""
    assert set(read(data)) <= {" ", "é"}


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_utf8_is_never_taken_for_something_else(language: str) -> None:
    """Valid UTF-8 is UTF-8, without detection having a say."""
    assert read(SENTENCES[language].encode()) == SENTENCES[language]


def test_damaged_utf8_stays_utf8() -> None:
    """A file cut off inside a character loses that one; the rest is not turned into another encoding."""
    whole = SENTENCES["fr"] + " Fin de l'été"
    assert read(whole.encode()[:-1]) == whole[:-1] + "\ufffd"


def test_declared_charset_of_a_page_counts() -> None:
    """A page's declared charset decides where detection alone would have to guess."""
    page = '<html><head><meta charset="windows-1254"></head><body><p>ığdır ş</p></body></html>'
    assert read(page.encode("cp1254"), declared=True) == page
    assert read(page.encode("cp1254"), declared=False) != page


def test_declared_charset_in_http_equiv_and_xml_form_counts() -> None:
    """The older form in ``http-equiv`` and the XML declaration are read as well."""
    page = '<html><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>да и нет</p></html>'
    assert read(page.encode("koi8-r"), declared=True) == page
    page = '<?xml version="1.0" encoding="iso-8859-7"?><html><body><p>ναι ή όχι</p></body></html>'
    assert read(page.encode("iso8859-7"), declared=True) == page


def test_declared_latin1_means_cp1252() -> None:
    """Pages that say ISO-8859-1 mean the Windows page, in which the quotation marks are letters of print."""
    page = '<html><head><meta charset="ISO-8859-1"></head><body><p>“It’s over”</p></body></html>'
    assert read(page.encode("cp1252"), declared=True) == page


@pytest.mark.parametrize("charset", ["no-such-charset", "unicode_escape", "zlib", "utf-7", "utf-8"])
def test_wrong_declaration_is_ignored(charset: str) -> None:
    """A charset that is unknown, no encoding of text, or plainly not the one used, is detected instead."""
    page = f'<html><head><meta charset="{charset}"></head><body>\n<p>{SENTENCES["de"]}</p></body></html>'
    assert read(page.encode("cp1252"), declared=True) == page


@pytest.mark.parametrize(
    ("data", "format_name"),
    [
        (b"{\\rtf1\\ansi Talks go on.}", "an RTF file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word, Excel or PowerPoint file"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "a gzip archive"),
    ],
)
def test_known_format_is_named(data: bytes, format_name: str) -> None:
    """The message names the format and says what to do about it."""
    with pytest.raises(SourceBinary) as caught:
        read(data)
    assert str(caught.value) == f"report: is {format_name}, which cannot be read here: save it as text and give that"


@pytest.mark.parametrize(
    ("member", "format_name"),
    [("xl/workbook.xml", "an Excel workbook"), ("a.txt", "a ZIP archive")],
)
def test_zip_archive_is_named_by_what_is_in_it(member: str, format_name: str) -> None:
    """An Excel workbook is called one, not an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "x" * 100_000)
        archive.writestr(member, "content")
    with pytest.raises(SourceBinary, match=f"is {format_name},"):
        read(buffer.getvalue())


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_binary(seed: int) -> None:
    """Bytes of no known format, such as encrypted ones, are refused and not decoded into gibberish."""
    with pytest.raises(SourceBinary, match="report: is not text"):
        read(random.Random(seed).randbytes(4000))


@pytest.mark.parametrize("data", [bytes(1000), b"\x00\x01\x02\x03" * 50, b"word\x00\x00\x00\x00word\x00\x01\x00" * 40])
def test_nul_rich_bytes_are_binary(data: bytes) -> None:
    """NULs in no order that an encoding would explain make a file binary."""
    with pytest.raises(SourceBinary, match="report: is not text"):
        read(data)


def test_few_nuls_do_not_make_a_text_binary() -> None:
    """Three stray NULs in an article are dirt, not a format."""
    text = SENTENCES["fr"].replace("mardi", "mar\0di\0\0")
    assert read(text.encode()) == text


def test_escapes_of_a_terminal_do_not_make_a_text_binary() -> None:
    """A coloured terminal log is still a text."""
    log = "\x1b[1mtalks\x1b[0m \x1b[32mgo on\x1b[0m\n" * 40
    assert read(log.encode()) == log
