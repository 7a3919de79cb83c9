"""The same invented report in thirteen languages, for the tests of the look-up: three paragraphs each."""

# ruff: noqa: E501 - paragraphs as reports have them, one to a line

REPORTS = {
    "en": """\
The harbour authority said on Monday that it would not renew the lease held by the Morvane company, which expires in October. Officials described the decision as final, although the company's lawyers have threatened to sue.

“We paid $40.5 million for a right that somebody else is using,” said Ilse Varn, who heads the dockers' union. Her members' final offer — made in late 2019–20 — was rejected within forty-eight hours. Exports fell by 13.5 percent in the first quarter, the highest U.S. figure since 1,500 workers were dismissed.

The minister has never confirmed the existence of a second agreement. A spokesman called it "an old rumour" and declined to answer further questions. The official fishing fleet, he added, could remain affected until the efficient handling of cargo resumes at the northern terminal.
""",
    "fr": """\
Le ministère de l'Intérieur a annoncé jeudi que l'accord n'est pas encore signé, bien que les négociateurs aient affirmé le contraire la veille. Selon un officier supérieur, l'opposition n'a jamais reçu de garanties écrites.

« Nous n'avons rien cédé », a déclaré la présidente du syndicat, qui dénonce « une manœuvre grossière » du gouvernement. L'enquête porte sur 1 500 contrats signés entre 2019 et 2021 — soit près de 13,5 % du budget annuel — et pourrait s'étendre aux régions côtières.

Aujourd'hui, les députés ne savent toujours pas qui a financé l'opération. Le Premier ministre refuse de répondre aux questions ; son cabinet évoque un simple malentendu administratif. Les élèves, déçus, espéraient une réponse différente avant l'été.
""",
    "es": """\
El gobierno regional anunció el lunes que no renovará el contrato de la empresa portuaria, cuya concesión vence en octubre. Los sindicatos, sin embargo, consideran que la decisión perjudica a más de 1.500 trabajadores del puerto.

«Jamás aceptaremos una rebaja de los salarios», dijo la portavoz del comité, que pidió una reunión urgente con el ministro. Según el último informe, las exportaciones cayeron un 13,5 % durante el primer trimestre, la cifra más baja desde 2009.

La oposición tampoco apoya el proyecto de ley. El señor Muñoz explicó que aún quedan dudas sobre la financiación, y añadió que la niñez de la región merece mejores escuelas. ¿Quién pagará la diferencia entre ambas propuestas?
""",
    "ar": """\
قالت وزارة الخارجية يوم الاثنين إن الحكومة لم توقع على الاتفاق النهائي حتى الآن، رغم التصريحات التي أدلى بها المفاوضون في وقت سابق. وأضاف المتحدث أن المحادثات ستستمر خلال الأسبوع المقبل في العاصمة.

«لن نقبل بأي تنازل عن حقوق العمال»، قال رئيس النقابة في مؤتمر صحفي عقد أمام الميناء الشمالي. وبحسب التقرير الأخير انخفضت الصادرات بنسبة ١٣٫٥٪ خلال الربع الأول من العام، وهي أدنى نسبة منذ عام ٢٠٠٩.

ولم تؤكد السلطات وجود اتفاق ثانٍ بين الطرفين. ويقول خبراء إن القرار قد يؤثر على أكثر من ألف وخمسمائة عامل، وليس هناك ما يشير إلى موعد محدد لاستئناف العمل في الميناء. إنَّ القانونَ يمنعُ التمييزَ بين العمال.
""",
    "ru": """\
Министерство обороны сообщило в понедельник, что соглашение ещё не подписано, хотя переговоры продолжаются уже третью неделю. По словам представителя ведомства, стороны не обсуждали вопрос о размещении войск на северном побережье.

«Мы никогда не откажемся от своих требований», — заявила глава профсоюза докеров на встрече с журналистами. Экспорт сократился на 13,5 % в первом квартале — это самый низкий показатель с 2009 года, когда были уволены 1 500 рабочих.

Власти отказались подтвердить существование второго договора. Эксперты считают, что решение может затронуть весь регион, но пока нет никаких данных о сроках возобновления работы порта. Йодный завод тоже остановил производство.
""",
    "zh": """\
外交部周一表示，政府尚未签署最终协议，尽管谈判代表此前曾作出相反的表态。发言人补充说，会谈将于下周在首都继续举行，预计持续三十五天。

“我们绝不会放弃工人的权利，”工会主席在港口前举行的新闻发布会上说。根据最新报告，第一季度出口下降了13.5%，为2009年以来的最低水平——当时有1500名工人被解雇。莫斯科方面没有对此发表评论。

当局没有证实双方之间存在第二份协议。专家认为，这一决定可能会影响整个地区的航运业务，但目前并无任何迹象表明港口何时能够恢复运作。未来几个月的局势仍然不明朗。
""",
    "hi": """\
विदेश मंत्रालय ने सोमवार को कहा कि सरकार ने अंतिम समझौते पर अभी तक हस्ताक्षर नहीं किए हैं, हालाँकि वार्ताकारों ने पहले इसके विपरीत दावा किया था। प्रवक्ता ने बताया कि बातचीत अगले सप्ताह राजधानी में जारी रहेगी।

“हम मज़दूरों के अधिकार कभी नहीं छोड़ेंगे,” यूनियन के अध्यक्ष ने बंदरगाह के सामने आयोजित प्रेस वार्ता में कहा। ताज़ा रिपोर्ट के अनुसार पहली तिमाही में निर्यात 13.5 प्रतिशत गिर गया, जो 2009 के बाद सबसे कम स्तर है।

अधिकारियों ने दूसरे समझौते के अस्तित्व की पुष्टि नहीं की। विशेषज्ञों का मानना है कि इस निर्णय से पूरे क्षेत्र का व्यापार प्रभावित हो सकता है।
""",
    "th": """\
กระทรวงการต่างประเทศแถลงเมื่อวันจันทร์ว่ารัฐบาลยังไม่ได้ลงนามในข้อตกลงฉบับสุดท้าย แม้ว่าคณะผู้เจรจาจะกล่าวตรงกันข้ามก่อนหน้านี้ โฆษกกล่าวเพิ่มเติมว่าการเจรจาจะดำเนินต่อไปในสัปดาห์หน้าที่เมืองหลวง

“เราจะไม่ยอมสละสิทธิของคนงาน” ประธานสหภาพแรงงานกล่าวในการแถลงข่าวที่หน้าท่าเรือ รายงานล่าสุดระบุว่าการส่งออกลดลง 13.5% ในไตรมาสแรก ซึ่งเป็นระดับต่ำสุดนับตั้งแต่ปี 2009

เจ้าหน้าที่ไม่ได้ยืนยันว่ามีข้อตกลงฉบับที่สองระหว่างทั้งสองฝ่าย ผู้เชี่ยวชาญเชื่อว่าการตัดสินใจนี้อาจส่งผลกระทบต่อการเดินเรือทั้งภูมิภาค
""",
    "ja": """\
外務省は月曜日、政府が最終合意にまだ署名していないと発表した。交渉担当者は以前、これと反対の発言をしていた。報道官は、来週も首都で協議が続くと付け加えた。

「労働者の権利を決して放棄しない」と、組合の委員長は港の前で開かれた記者会見で語った。最新の報告書によると、第1四半期の輸出は13.5％減少し、2009年以来の最低水準となった。ガソリンの価格も上がった。

当局は二つ目の合意の存在を確認しなかった。専門家は、この決定が地域全体の海運に影響を与える可能性があると見ているが、港の再開時期は示されていない。
""",
    "ko": """\
외교부는 월요일에 정부가 최종 합의문에 아직 서명하지 않았다고 발표했다. 협상 대표들은 앞서 이와 반대되는 발언을 했다. 대변인은 다음 주에도 수도에서 회담이 계속될 것이라고 덧붙였다.

“우리는 노동자의 권리를 결코 포기하지 않을 것입니다,” 노조 위원장이 항구 앞에서 열린 기자회견에서 말했다. 최신 보고서에 따르면 1분기 수출은 13.5% 감소했으며 이는 2009년 이후 가장 낮은 수준이다.

당국은 두 번째 합의의 존재를 확인하지 않았다. 전문가들은 이번 결정이 지역 전체의 해운에 영향을 미칠 수 있다고 보고 있으나 항구 재개 시점은 알려지지 않았다.
""",
    "he": """\
משרד החוץ הודיע ביום שני כי הממשלה לא חתמה עדיין על ההסכם הסופי, אף שהמשא ומתן נמשך כבר שלושה שבועות. הדובר הוסיף כי השיחות יימשכו בשבוע הבא בעיר הבירה.

"לעולם לא נוותר על זכויות העובדים", אמרה יושבת ראש הוועד במסיבת עיתונאים מול הנמל. לפי הדו״ח האחרון ירד היצוא ב־13.5% ברבעון הראשון, השיעור הנמוך ביותר מאז שנת 2009.

הרשויות אינן מאשרות את קיומו של הסכם שני. מומחים סבורים כי ההחלטה עלולה להשפיע על האזור כולו, ואין כל סימן למועד שבו תחודש העבודה בנמל.
""",
    "el": """\
Το υπουργείο Εξωτερικών ανακοίνωσε τη Δευτέρα ότι η κυβέρνηση δεν έχει υπογράψει ακόμη την τελική συμφωνία, παρά τις αντίθετες δηλώσεις των διαπραγματευτών. Ο εκπρόσωπος πρόσθεσε ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα.

«Ποτέ δεν θα εγκαταλείψουμε τα δικαιώματα των εργαζομένων», είπε η πρόεδρος του σωματείου μπροστά στο λιμάνι. Σύμφωνα με την τελευταία έκθεση, οι εξαγωγές μειώθηκαν κατά 13,5% το πρώτο τρίμηνο — το χαμηλότερο ποσοστό από το 2009.

Οι αρχές δεν επιβεβαίωσαν την ύπαρξη δεύτερης συμφωνίας. Ειδικοί εκτιμούν ότι η απόφαση μπορεί να επηρεάσει ολόκληρη την περιοχή, χωρίς όμως να υπάρχει ένδειξη για τον χρόνο επανέναρξης.
""",
    "vi": """\
Bộ Ngoại giao hôm thứ Hai cho biết chính phủ chưa ký thỏa thuận cuối cùng, mặc dù các nhà đàm phán trước đó đã tuyên bố ngược lại. Người phát ngôn nói thêm rằng các cuộc đàm phán sẽ tiếp tục vào tuần tới tại thủ đô.

“Chúng tôi không bao giờ từ bỏ quyền lợi của người lao động,” chủ tịch công đoàn nói tại cuộc họp báo trước cảng. Theo báo cáo mới nhất, xuất khẩu giảm 13,5% trong quý đầu tiên, mức thấp nhất kể từ năm 2009.

Nhà chức trách không xác nhận sự tồn tại của thỏa thuận thứ hai. Các chuyên gia cho rằng quyết định này có thể ảnh hưởng đến toàn khu vực.
""",
}
