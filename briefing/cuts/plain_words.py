"""The words of French, Spanish, Russian, Arabic and Chinese that :mod:`briefing.cuts.plain` reads by: tables alone."""

# ruff: noqa: E501 - one kind of words after another

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from briefing.cuts.cut import CutKind

Patterns = tuple[tuple[CutKind, regex.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's words that govern what follows (``governors``) or went before (``tails``), and what ends their reach.

    ``opening`` is what can stand before words that open a sentence, said or written. ``beside`` finds a negation that
    reaches no further than what it stands directly before: it is held against the text before a quote, a bar, the quote.
    """

    governors: Patterns
    tails: Patterns
    clause_ends: regex.Pattern[str]
    sentence_ends: regex.Pattern[str]
    opening: regex.Pattern[str]
    beside: regex.Pattern[str] | None


def _grammar(
    governors: Mapping[CutKind, str],
    tails: Mapping[CutKind, str],
    *,
    contrasts: str,
    ends: str,
    opening: str,
    word: str,
    beside: str | None = None,
) -> Grammar:
    def compiled(table: Mapping[CutKind, str]) -> Patterns:
        return tuple((kind, regex.compile(_any(words, word), regex.I)) for kind, words in table.items())

    over = _any(contrasts, word)
    return Grammar(
        governors=compiled(governors),
        tails=compiled(tails),
        clause_ends=regex.compile(rf"[;:؛；：—–()（）。]|{ends}|{over}", regex.I),
        sentence_ends=regex.compile(rf"[;؛；。]|{over}", regex.I),
        opening=regex.compile(rf"(?:[;:؛；：—–«“\"]|{opening})\s*$", regex.I),
        beside=regex.compile(beside) if beside is not None else None,
    )


def _any(words: str, word: str) -> str:
    alternatives = "|".join(part.replace(" ", r"\s+") for part in " ".join(words.split()).split(" / "))
    return word % alternatives


_SPACED = r"(?<![\p{L}\p{M}])(?:%s)(?:(?<=['’])|(?![\p{L}\p{M}]))"
_INFLECTED = r"(?<![\p{L}\p{M}])(?:%s)"
_ARABIC_WORD = r"(?<![\p{L}\p{M}])[وف]?(?:%s)(?![\p{L}\p{M}])"
_HAN = r"(?:%s)"

_FRENCH = _grammar(
    {
        "negation": r"""(?:ne |n['’])(?:[^\s,;]+ ){0,4}?(?:pas|jamais|plus|guère|rien|point|aucune?|nullement|personne)(?! seulement)
            / (?:ne|n['’][^\s,;]+)(?=\s*$)
            / aucune? / nulle? / personne(?= n) / rien(?= n) / sans / au lieu (?:de\b|d['’]) / faute (?:de\b|d['’]) / plutôt que
            / refus(?:e|é|ée|ent|ait|aient|ant|er) / échou\w+ / absence (?:de\b|d['’]) / manque (?:de\b|d['’]) / empêch\w+
            / interdi\w+ / évit(?:e|é|ent|ait|er) / renonc\w+ / exclu\w* / écart(?:e|é|ent|ait|er)""",
        "denial": r"""n(?:ie|ient|iait|iaient|ié|ia|ier|iant) / dément\w* / réfut\w+ / contest(?:e|é|ent|ait|er)
            / rejet\w+ (?:les|des|ces) (?:accusations|allégations|affirmations) / dout(?:e|ent|ait|er|é) / faux qu(?:e|['’])""",
        "condition": r"""si / s['’]ils? / à moins (?:que|qu['’]|d\w*) / à condition (?:que|qu['’]|d\w*) / pourvu qu(?:e|['’])
            / au cas où / en cas (?:de|d['’]) / tant qu(?:e|['’])""",
        "threat": r"""mena[cç]\w+ (?:de\b|d['’]) / envisag\w+ / prévo\w+ (?:de\b|d['’]) / prom(?:et|is|ettent|ettait) (?:de\b|d['’])
            / propos\w+ (?:de\b|d['’]) / appel\w+ (?:[^\s,;]+ ){0,4}?à / demand\w+ (?:[^\s,;]+ ){0,4}?(?:de\b|d['’]|qu(?:e|['’]))
            / exig\w+ qu(?:e|['’]) / compt(?:e|ent|ait|aient) / tent\w+ (?:de\b|d['’]) / veu(?:t|lent) / voula(?:it|ient)
            / souhait\w+ / ordonn\w+ (?:[^\s,;]+ ){0,4}?(?:de\b|d['’])""",
        "possibility": r"pourrai(?:t|ent) / peut-être / devrai(?:t|ent) / risqu\w+ (?:de\b|d['’])",
        "attribution": r"""(?:affirm|déclar|annonc|assur|estim|indiqu|expliqu|soutien|prétend|souten)\w* (?:[^\s,;]+ ){0,4}?qu(?:e\b|['’])
            / di(?:t|sent|sait) qu(?:e\b|['’]) / selon / d['’]après / accus\w+ (?:[^\s,;]+ ){1,5}?(?:de\b|d['’]) / aurai(?:t|ent)
            / prétendument""",
    },
    {
        "condition": r"""si / s['’]ils? / à moins (?:que|qu['’]|d\w*) / à condition (?:que|qu['’]|d\w*) / pourvu qu(?:e|['’]) / au cas où
            / tant qu(?:e|['’]) / dès qu(?:e|['’]) / une fois qu(?:e|['’])""",
        "exception": r"sauf / excepté / à l['’]exception",
        "denial": r"ce qu(?:e |['’])[^\s,;]+(?: [^\s,;]+){0,4}? (?:nie|nient|dément|démentent|a démenti|ont démenti|conteste)",
        "attribution": r"""selon / d['’]après / (?:a|ont)(?:-t-(?:il|elle))? (?:déclaré|affirmé|dit|annoncé|assuré|indiqué|estimé|expliqué)
            / (?:affirme|déclare|assure|dit|estime|indique)(?:nt)?(?:-t-(?:il|elle))?""",
    },
    contrasts="mais / cependant / pourtant / toutefois / en revanche",
    ends=r",|(?<![\p{L}])(?:parce qu|car\b|puisqu|alors qu|tandis qu|bien qu|quoiqu|lorsqu|quand\b|après\b|avant\b|depuis\b"
    r"|qui\b|dont\b|où\b|lequel|laquelle|lesquel|et\b(?! qu))",
    opening=r"qu(?:e|['’])",
    word=_SPACED,
)
_SPANISH = _grammar(
    {
        "negation": r"""no(?! (?:sol[oa]|sólo|solamente|obstante|menos|más)\b) / nunca / jamás / tampoco / ning(?:ún|un[oa]s?) / nadie
            / nada / ni / sin(?! embargo) / en (?:vez|lugar) de / se neg(?:ó|aron|aba|aban) a / se niegan? a / imp[ei]d\w+
            / proh[ií]b\w+ / falta de / ausencia de / evit\w+ / fracas\w+ / rehus\w+ / descart\w+""",
        "denial": r"""neg(?:ó|aron|aba|aban|ado|ar|ando) / nieg\w+ / desm(?:intió|intieron|iente|ienten|entido) / dud\w+ (?:de )?que
            / rechaz\w+ (?:las|los) (?:acusaciones|informes|denuncias) / falso que / refut\w+""",
        "condition": r"""si / a menos que / a no ser que / siempre (?:y cuando|que) / con tal de que / a condición de que / salvo que
            / en caso de / con la condición de""",
        "threat": r"""amena[zc]\w+ con / plane\w+ / pretend\w+ / prop(?:one|uso|onen|usieron) / prometi\w+ / promet\w+ / contempl\w+ / estudi(?:a|an|aba|aban)
            / exig\w+ / p[ie]d(?:e|en|ió|ieron|ía|ían) / intent\w+ / quier\w+ / quer\w+ / inst\w+ (?:[^\s,;]+ ){0,4}?a / ofreci\w+
            / llam\w+ (?:[^\s,;]+ ){0,4}?a / orden(?:ó|aron|a|an)""",
        "possibility": r"podrían? / quizás? / tal vez / deberían? / puede que",
        "attribution": r"""(?:dij|afirm|declar|asegur|sostuv|sostien|anunci|señal|inform|explic|indic)\w* (?:[^\s,;]+ ){0,4}?que / según
            / acus\w+ (?:[^\s,;]+ ){1,5}?de / supuestamente / presuntamente / habrían?""",
    },
    {
        "condition": r"""si / a menos que / a no ser que / siempre (?:y cuando|que) / con tal de que / a condición de que / salvo que
            / s[oó]lo si""",
        "exception": r"salvo / excepto / con excepción / a excepción",
        "denial": r"(?:algo|lo) que [^\s,;]+(?: [^\s,;]+){0,4}? (?:nieg\w+|neg(?:ó|aron)|desm(?:intió|intieron|iente|ienten)|rechaz\w+)",
        "attribution": r"según / (?:dij|afirm|declar|asegur|señal|inform|explic|indic|sostuv)(?:o|ó|aron|eron)",
    },
    contrasts="pero / sino / sin embargo / en cambio",
    ends=r",|(?<![\p{L}])(?:aunque|porque|pues\b|mientras|cuando|después|antes\b|hasta\b|desde\b|quien|cuy[oa]|cual(?:es)?\b"
    r"|donde\b|y\b(?! que\b))",
    opening=r"que",
    word=_SPACED,
)
_RUSSIAN = _grammar(
    {
        "negation": r"""не\b(?! (?:только|менее|более|раз|просто)\b) / ни\b / нет\b / никогда / никто / ничего / ничто / без\b / нельзя
            / никак\w+ / вместо\b / отказ(?:ал|ыва)\w+ / воздерж\w+ / невозможно / запре[тщ]\w+ / помеша\w+ / отсутстви\w+
            / предотвра\w+ / исключи(?:л|ла|ли)\b / вряд ли""",
        "denial": r"отриц\w+ / опроверг\w+ / отверг\w+ / сомнева\w+ / оспар\w+ / оспори\w+ / неправд\w+ / ложь\w*",
        "condition": r"если\b / при условии / в случае\b / ли\b / разве что / (?:неясно|неизвестно|непонятно),",
        "threat": r"""угрож\w+ / пригрози\w+ / грози\w+ / намер\w+ / планир\w+ / предложи\w+ / предлага\w+ / собира\w+ся / (?:по)?обеща\w+
            / призва\w+ / призыва\w+ / потребова\w+ / требу\w+ / (?:по)?пыта\w+ся / рассматрива\w+ / приказа\w+ / хо(?:чет|тел\w*|тят)""",
        "possibility": r"может\b / могут\b / мог(?:ла|ли|ло)?\b / возможно / вероятно",
        "attribution": r"""якобы\b / (?:заяв|сообщ|сказа|утвержда|счита|говор|подчеркн|отмети)\w+(?: [^\s,;]+){0,4}?, что / утвержда\w+
            / по (?:словам|данным|мнению|сообщени\w+|утверждени\w+) / как (?:сообщ|заяв|утвержд)\w+ / обвини\w+""",
    },
    {
        "condition": r"(?:лишь |только )?если\b / при условии / в случае,? если / разве что / (?:лишь|только) (?:после|при|в случае|когда)",
        "exception": r"кроме\b / за исключением / помимо\b",
        "denial": r"что (?:[^\s,;]+ ){1,5}?(?:отриц|опроверг|отверг)\w+",
        "attribution": r"""по (?:словам|данным|мнению|сообщени\w+) / (?:заяв|сообщ|сказа|утвержда|отмети|подчеркн)\w+
            / как (?:сообщ|заяв|утвержд)\w+""",
    },
    contrasts=r"но\b / однако\b / зато\b / а\b",
    ends=r",(?!\s*(?:что|чтобы|будто)\b)|(?<![\p{L}])(?:и\b(?! что\b)|потому|поскольку|хотя\b|когда\b|пока\b|после\b|до того)",
    opening=r"что,?",
    word=_INFLECTED,
)
_ARABIC = _grammar(
    {
        "negation": r"""لا(?! (?:يزال|تزال|يزالون|سيما|شك)) / لم / لن / ليس(?:ت|وا)? / غير / دون / بدون / عدم / رفض(?:ت|وا)?
            / [يت]رفض(?:ون)? / فشل(?:ت|وا)? / امتنع(?:ت|وا)? / منع(?:ت|وا)? / بدلا من / بدلاً من / بلا / استبعد(?:ت|وا)?""",
        "denial": r"""نف(?:ى|ت|وا) / [يت]نفي / نفي / أنكر(?:ت|وا)? / [يت]نكر / كذّ?ب(?:ت|وا)? / شكّ?ك(?:ت|وا)? / دحض(?:ت|وا)?""",
        "condition": r"إذا / اذا / لو / لولا / ما لم / إلا إذا / بشرط(?: أن)? / شريطة(?: أن)? / في حالة? / ما إذا",
        "threat": r"""هدد(?:ت|وا)? / [يت]هدد / [يت]عتزم / [يت]خطط / [يت]درس(?:ون)? / اقترح(?:ت|وا)? / دع(?:ا|ت|وا) / طالب(?:ت|وا)? / تعهد(?:ت|وا)?
            / وعد(?:ت|وا)? / [يت]نوي / عرض(?:ت|وا)? / حاول(?:ت|وا)? / [يت]حاول / [يت]سعى / أمر(?:ت|وا)?""",
        "possibility": r"قد (?=[يتن]) / ربما / [يت]مكن أن / [يت]حتمل أن",
        "attribution": r"""قال(?:ت|وا)? / [يت]قول(?:ون)? / أعلن(?:ت|وا)? / ذكر(?:ت|وا)? / زعم(?:ت|وا)? / [يت]زعم / ادّ?ع(?:ى|ت|وا)
            / أكّ?د(?:ت|وا)? / صرّ?ح(?:ت|وا)? / أضاف(?:ت|وا)? / أفاد(?:ت|وا)? / اتهم(?:ت|وا)? / بحسب / حسب / وفقا? / وفقاً / وفقًا
            / نقلا عن / مزاعم""",
    },
    {
        "condition": r"إذا / اذا / إلا إذا / ما لم / بشرط / شريطة / في حالة? / لو",
        "exception": r"إلا / باستثناء / ما عدا / عدا / سوى",
        "denial": r"(?:هو )?(?:ما|الأمر الذي) (?:نفاه|نفته|نفى|نفت|[يت]نفيه)",
        "attribution": r"بحسب / حسب / وفقا? / وفقاً / وفقًا / قال(?:ت|وا)? / كما (?:قال|ذكر|أعلن)ت?",
    },
    contrasts=r"لكن(?:ه|ها|هم)? / بل / غير أن / إلا أن",
    ends=r"[،,]|(?<![\p{L}\p{M}])[وف]?(?:لأن|رغم|بينما|عندما|بعد|قبل|منذ|الذي|التي|الذين|حيث|فيما)(?![\p{L}\p{M}])",
    opening=r"(?<!\p{L})[إأ]ن(?:ه|ها|هم)?",
    word=_ARABIC_WORD,
    # At the head of a sentence; elsewhere it is "what" or "which".
    beside=r"(?:^|[:؛«“\"])[\s\"«“]*[وف]?(?P<negation>ما)\s*\|(?!(?:إن|إذا|اذا|بين|بعد|قبل|هو|هي)(?!\p{L}))",
)
_CHINESE = _grammar(
    {
        "negation": r"""没有? / 沒有? / (?<!不得|不能|不会|不會|不可|无|無|莫)不(?:会|會|能|是|愿|願|打算|想|同意|承认|允许|可能|再|应|该|肯|准|参与|支持|接受|存在|曾|排除|得|予
                |赞成|贊成|赞同|认为|認為|希望|主张|主張|建议|相信|必(?!要)|敢|宜|足以|至于|完全(?!统计)|寻求|要|让|代表|意味着|太(?!平))(?!不)
            / 未(?!来|來|必) / 无法 / 無法 / 毫无 / 并非 / 並非 / 拒绝 / 拒絕 / 从未 / 避免 / 阻止 / 禁止 / 缺乏 / 排除了? / 而不""",
        "denial": r"否认 / 否認 / 驳斥 / 反驳 / 质疑 / 怀疑 / 辟谣",
        "condition": r"如果 / 若(?!干) / 假如 / 倘若 / 一旦 / 除非 / 只要 / 只有 / 要是 / 万一 / 是否 / 即使 / 不清楚 / 不确定 / 不明",
        "threat": r"威胁 / 威脅 / 扬言 / 计划 / 打算 / 考虑 / 拟 / 提议 / 呼吁 / 要求 / 企图 / 试图 / 有意 / 准备",
        "possibility": r"可能 / 也许 / 或许 / 恐",
        "attribution": r"""据(?:称|说|悉|[^，。；]{0,16}(?:报道|消息|说法)) / 声称 / 宣称 / 称 / 表示 / 指控 / 指责 / 认为 / 说(?!明|法|服)
            / 报道 / 涉嫌""",
    },
    {
        "condition": r"如果 / 除非 / 只要 / 前提是 / 条件是 / 的话 / 若(?!干)",
        "exception": r"除外 / 例外 / 除了",
        "denial": r"""(?:但|不过)?[^，。；]{0,12}(?:否认|驳斥)了?(?:此事|这一说法|这一指控|有关报道)
            / ^(?:的?(?:说法|消息|报道|传闻|传言|指控))?(?:并?不(?:属实|实|真实)|是(?:假的|虚假的|谣言)|(?:纯属|系)(?:谣言|虚构|捏造))""",
        "attribution": r"据[^，。；]{0,16}(?:报道|消息|称) / [^，。；]{1,12}(?:说|表示|称)(?=[。，]|$)",
    },
    contrasts="但 / 然而 / 却 / 而是 / 不过",
    ends=r"[，,]|因为|由于|虽然|尽管",
    opening=r"[，,]|说|称|表示",
    word=_HAN,
    # Not the second of two, "cannot but", nor a part of "but", "not only", "soon", "different" and their like.
    beside=r"(?<!不得|不能|不会|不會|不可|无|無|莫|何|差)(?P<negation>不)\|(?![过過仅僅久少但只止断斷光论論管料妨时時外惜免愧幸乏]|同(?![意情]))",
)

GRAMMARS = {"fr": _FRENCH, "es": _SPANISH, "ru": _RUSSIAN, "ar": _ARABIC, "zh": _CHINESE}
"""The tables, by the code of their language."""
