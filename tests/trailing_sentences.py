"""Sentences with a quote between double brackets, in languages that negate behind the verb, or have no table of their own.

``TURNED`` leave out a negation beside the quote; in ``HONEST`` the one that they leave out is of another clause or phrase.
"""

# ruff: noqa: E501 - a sentence to a line

TURNED = {
    "de": [
        "[[Der Minister unterstützt den Streik der Hafenarbeiter]] nicht.",
        "[[Die Regierung hat die Schließung des Hafens]] bislang nicht genehmigt.",
        "[[Die Regierung hat die Schließung des Hafens]] nicht genehmigt, sondern verboten.",
        "[[Der Minister sieht in dem Streik der Hafenarbeiter]] keinen Nutzen.",
    ],
    "nl": [
        "[[De regering steunt de staking van de havenarbeiders]] niet.",
        "[[De regering heeft de sluiting van de haven]] nog niet goedgekeurd.",
    ],
    "sv": [
        "[[Regeringen stöder hamnarbetarnas strejk]] inte.",
        "[[Regeringen godkände stängningen av hamnen]] aldrig.",
    ],
    "da": [
        "[[Regeringen støtter havnearbejdernes strejke]] ikke.",
    ],
    "nb": [
        "[[Regjeringen støtter havnearbeidernes streik]] ikke lenger.",
    ],
    "tr": [
        "[[Hükümet limanın kapatılmasından yana]] değil.",
        "[[Hükümet limanın kapatılmasını]] onaylamadı.",
        "[[Hükümet limanın kapatılmasını]] henüz onaylamadığını söyledi.",
        "[[Hükümet limanın kapatılmasını]] desteklemiyor.",
    ],
    "hi": [
        "[[सरकार ने बंदरगाह बंद करने की मंज़ूरी]] नहीं दी है।",
    ],
    "ur": [
        "[[حکومت نے بندرگاہ بند کرنے کی منظوری]] نہیں دی۔",
    ],
    "bn": [
        "[[সরকার বন্দর বন্ধের প্রস্তাব]] অনুমোদন করেনি।",
    ],
    "ko": [
        "[[정부는 항구 폐쇄를 승인하지]] 않았다.",
        "[[정부는 항구를 개방할 계획이]] 없다고 밝혔다.",
        "[[정부는 항구 폐쇄를]] 승인하지 않은 것으로 알려졌다.",
        "[[정부는 항구를 개방하고]] 있지 않다.",
    ],
    "ja": [
        "[[政府は港を開くことに同意し]]なかった。",
        "[[政府は港を開く計画は]]ないと述べた。",
        "[[政府は港の閉鎖を承認]]していない。",
        "[[政府は港の閉鎖を承認]]しませんでした。",
    ],
    "th": [
        "[[รัฐบาลเห็นชอบแผนการปิดท่าเรือ]]ไม่ได้",
        "รัฐบาลไม่[[เห็นชอบแผนการปิดท่าเรือ]]",
        "รัฐบาลไม่ได้[[เห็นชอบแผนการปิดท่าเรือ]]",
    ],
}
HONEST = {
    "de": [
        "[[Der Minister unterstützt den Streik der Hafenarbeiter]], nicht aber ihre Forderungen.",
        "[[Der Minister unterstützt den Streik der Hafenarbeiter]] und nicht die Reederei.",
        "[[Der Minister unterstützt den Streik]] nicht nur in Norvale, sondern auch in Ostland.",
        "[[Die Regierung genehmigte die Schließung]] nicht wegen des Streiks, sondern aus Sorge um die Sicherheit.",
        "[[Die Regierung genehmigte die Schließung]] des nicht gesicherten Hafens.",
        "[[Die Regierung schloss den Hafen]] keine zwei Tage nach dem Streik.",
        "[[Die Regierung schloss den Hafen]] trotz nicht erfüllter Auflagen.",
    ],
    "nl": [
        "[[De regering steunt de staking van de havenarbeiders]] en niet de reders.",
        "[[De regering steunt de staking]] niet alleen in Norvale, maar ook elders.",
        "[[De regering steunt de staking]] die niet is aangekondigd.",
        "[[De regering steunt de staking]], niet de blokkade.",
    ],
    "sv": [
        "[[Regeringen stöder hamnarbetarnas strejk]] men inte blockaden.",
        "[[Regeringen stöder strejken]] som inte är varslad.",
        "[[Regeringen stöder strejken]] inte bara i Norvale utan överallt.",
        "[[Regeringen stöder strejken]], inte blockaden.",
    ],
    "da": [
        "[[Regeringen støtter havnearbejdernes strejke]], ikke blokaden.",
        "[[Regeringen støtter strejken]] og ikke rederiet.",
    ],
    "tr": [
        "[[Hükümet limanın kapatılmasını onayladı]], sendika ise onaylamadı.",
        "[[Hükümet limanı kapattı]] ve açmadı.",
        "Hükümet sadece [[limanı kapatmak için karar aldı]] değil, yolu da kapattı.",
        "[[Hükümet limanı kapattı]] açıklanmayan bir nedenle.",
    ],
    "hi": [
        "[[सरकार ने बंदरगाह बंद करने की मंज़ूरी दी]], लेकिन संघ ने नहीं।",
        "[[सरकार ने बंदरगाह बंद किया]] और नहीं खोला।",
    ],
    "ko": [
        "[[정부는 항구를 폐쇄했지만]] 철도는 폐쇄하지 않았다.",
        "[[정부는 항구 폐쇄를]] 예고 없이 승인했다.",
        "[[정부는 항구 폐쇄를]] 허가받지 않은 노조와 논의했다.",
        "[[정부는 항구를 폐쇄했고]] 계획은 없다고 밝혔다.",
        "[[정부는 항구 폐쇄뿐]] 아니라 철도 폐쇄도 승인했다.",
    ],
    "ja": [
        "[[政府は港を開いたが]]、鉄道は開いていない。",
        "[[政府は港を開いた]]。組合は同意しなかった。",
        "[[政府は港の閉鎖]]だけでなく鉄道の閉鎖も承認した。",
        "[[政府は港を開く方針]]で、まもなく発表する。",
        "[[政府は港の閉鎖を承認した]]が、組合は同意しなかった。",
    ],
    "th": [
        "[[รัฐบาลเห็นชอบแผนการปิดท่าเรือ]] แต่สหภาพไม่เห็นด้วย",
        "รัฐบาลไม่มา แต่[[สหภาพเห็นชอบแผนการปิดท่าเรือ]]",
    ],
}
