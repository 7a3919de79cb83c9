"""The plainest order to a language model, to set its instructions aside, in languages other than English."""

from __future__ import annotations

from briefing.injection.rules import ASIDE, as_rule

OTHER_LANGUAGES = (
    as_rule(
        ASIDE,
        "instruc|consigne",
        r"\b(?:ignore[zs]?|oublie[zs]?|ne ten(?:ez|s) pas compte) (?:(?:toutes|tout|les"
        r"|tes|vos|ces|de|des) )*(?:instructions|consignes)(?: (?:précédentes|antérieures|ci-dessus"
        r"|données))",
        order=True,
    ),
    as_rule(
        ASIDE,
        "instruc|órdenes|indicaciones",
        r"\b(?:ignora|ignore|ignoren|olvida|olvide|olviden|omite|descarta) (?:(?:todas|todos|las|tus"
        r"|sus|estas) )*(?:instrucciones|indicaciones)(?: (?:anteriores|previas|de arriba))",
        order=True,
    ),
    as_rule(
        ASIDE,
        "instruç",
        r"\b(?:ignore|ignora|esqueça|esquece|desconsidere) (?:(?:todas|as|suas|tuas|estas) )*instruções"
        r"(?: (?:anteriores|prévias|acima))",
        order=True,
    ),
    as_rule(
        ASIDE,
        "istruzioni",
        r"\b(?:ignora|ignorate|ignori|dimentica|dimenticate) (?:(?:tutte|le|tue|vostre|queste) )*istruzioni"
        r"(?: (?:precedenti|anteriori|di cui sopra))",
        order=True,
    ),
    as_rule(
        ASIDE,
        "anweisung|instruktion",
        r"\b(?:ignoriere(?:n Sie)?|ignoriert|vergiss|vergessen Sie|missachte(?:n Sie)?) (?:(?:alle"
        r"|die|deine|Ihre|diese|sämtliche) )*(?:vorherigen|vorigen|bisherigen|früheren|vorangegangenen"
        r"|obigen) (?:Anweisungen|Instruktionen)",
        order=True,
    ),
    as_rule(
        ASIDE,
        "instructies|opdrachten",
        r"\b(?:negeer|vergeet) (?:(?:alle|de|je|uw) )*(?:vorige|eerdere|voorgaande|bovenstaande) (?:instructies"
        r"|opdrachten)",
        order=True,
    ),
    as_rule(
        ASIDE,
        "instrukcj|polece",
        r"\b(?:zignoruj|ignoruj|zapomnij o|pomiń) (?:(?:wszystkie|wszystkich) )?(?:poprzednie|wcześniejsze"
        r"|powyższe|poprzednich|wcześniejszych) (?:instrukcj\w+|poleceni\w*)",
        order=True,
    ),
    as_rule(
        ASIDE,
        "инструкц|указани|інструкц|вказівк",
        r"\b(?:про)?(?:игнорируй(?:те)?|забудь(?:те)?|ігноруй(?:те)?) (?:(?:все|всі|усі|про|обо|о)"
        r" )*(?:предыдущи\w+|прежни\w+|вышеуказанн\w+|попередн\w+) (?:инструкци\w+|указани\w+|інструкці\w+"
        r"|вказівк\w+)",
        order=True,
    ),
    as_rule(
        ASIDE,
        "talimat",
        r"\bönceki (?:tüm |bütün )?talimatları (?:yok say|unut|görmezden gel|dikkate alma)(?:ın|yın"
        r"|in)?\b",
    ),
    as_rule(
        ASIDE,
        "instruksi|perintah",
        r"\b(?:abaikan|lupakan) (?:semua )?(?:instruksi|perintah) (?:sebelumnya|di atas)",
        order=True,
    ),
    as_rule(
        ASIDE,
        "hướng dẫn|chỉ dẫn",
        r"\b(?:bỏ qua|quên) (?:tất cả |mọi )?(?:các )?(?:hướng dẫn|chỉ dẫn) (?:trước|ở trên|phía trên)",
        order=True,
    ),
    as_rule(
        ASIDE,
        "تعليمات",
        r"(?:تجاهل(?:وا)?|انسَ?) (?:(?:جميع|كل|كافة) )?التعليمات (?:السابقة|أعلاه|المذكورة)",
        order=True,
    ),
    as_rule(ASIDE, "دستور", r"دستور(?:العمل|ات)?\W?(?:های|ها)? (?:قبلی|پیشین|بالا) را (?:نادیده بگیر|فراموش کن)"),
    as_rule(ASIDE, "निर्देश", r"(?:पिछले|पूर्व|उपरोक्त) (?:सभी )?निर्देशों को (?:अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल)"),
    as_rule(
        ASIDE,
        "指令|指示|提示|说明|說明",
        r"(?:忽略|无视|無視|忘记|忘記|忽視)(?:掉)?(?:你)?(?:所有|全部|一切)?(?:的)?(?:之前|以前|以上|前面|上述|先前|上面)(?:的)?(?:所有|全部"
        r"|一切)?(?:的)?(?:指令|指示|提示|说明|說明)",
        order=True,
    ),
    as_rule(
        ASIDE,
        "指示|命令|プロンプト",
        r"(?:以前|これまで|上記|前|先ほど)の(?:すべての|全ての)?(?:指示|命令|プロンプト)(?:を|は)(?:すべて|全て)?"
        r"(?:無視|忘れ)(?:して(?:ください"
        r"|下さい)|てください|せよ|しろ|すること|し、)",
    ),
    as_rule(
        ASIDE,
        "지시|명령|지침|프롬프트",
        r"(?:이전|위|앞|지금까지)의? ?(?:모든 )?(?:지시|명령|지침|프롬프트)(?: ?사항)?(?:을|를|은|는)? ?(?:모두 )?"
        r"(?:무시|잊)(?:하세요"
        r"|하십시오|해 ?주세요|해라|하라[.!]|으세요|어라)",
    ),
)
