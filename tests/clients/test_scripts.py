"""Names and texts in fourteen scripts, as Poppler, lxml and LibreOffice give them back: shown, in order, exact."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import page
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from assembler.document import Document, Paragraph, Text
from assembler.writers import WRITERS
from tests.clients.conftest import converted
from tests.people import PROFILE, PROGRAM, REFEREE, as_yaml, house

pytestmark = pytest.mark.clients

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
THEMES = ("modern", "classic")


class Person(NamedTuple):
    """What one applicant writes in their own script; `bullet` holds two sentences."""

    language: str
    native: str
    post: str
    place: str
    bullet: str
    paper: str
    journal: str
    referee: str
    school: str


PEOPLE = {
    "Vietnamese": Person(
        "vi",
        "Nguyễn Thị Minh Khai",
        "Bác sĩ nội trú chuyên khoa Gây mê hồi sức",
        "Bệnh viện Chợ Rẫy",
        (
            "Thực hiện phong bế thần kinh ngoại vi dưới hướng dẫn siêu âm. "
            "Theo dõi người bệnh đau mạn tính sau phẫu thuật."
        ),
        "Hiệu quả giảm đau của phong bế mặt phẳng cơ dựng sống sau phẫu thuật lồng ngực",
        "Tạp chí Gây mê hồi sức",
        "GS. Trần Văn Hùng",
        "Đại học Y Dược Thành phố Hồ Chí Minh",
    ),
    "Polish": Person(
        "pl",
        "Łukasz Żółkiewski",
        "Lekarz rezydent, anestezjologia i intensywna terapia",
        "Szpital Uniwersytecki w Krakowie",
        (
            "Prowadziłem znieczulenia regionalne pod kontrolą ultrasonografii. "
            "Kwalifikowałem chorych z bólem przewlekłym do zabiegów."
        ),
        "Skuteczność blokady nerwu udowego u chorych po złamaniu szyjki kości udowej",
        "Ból",
        "prof. Małgorzata Wiśniewska",
        "Uniwersytet Jagielloński",
    ),
    "Turkish": Person(
        "tr",
        "İpek Yılmaz Çağlayan",
        "Anesteziyoloji ve Reanimasyon Uzmanlık Öğrencisi",
        "İstanbul Üniversitesi Tıp Fakültesi",
        (
            "Ultrason eşliğinde bölgesel sinir blokları uyguladı. "
            "Kronik ağrılı hastaların girişim öncesi değerlendirmesini yürüttü."
        ),
        "Göğüs cerrahisi sonrası ağrıda düzlem bloğunun etkinliği",
        "Ağrı",
        "Prof. Dr. Şükrü Öztürk",
        "Hacettepe Üniversitesi",
    ),
    "Greek": Person(
        "el",
        "Ελένη Παπαδοπούλου",
        "Ειδικευόμενη Αναισθησιολογίας",
        "Γενικό Νοσοκομείο «Ευαγγελισμός»",
        (
            "Εκτέλεσα νευρικούς αποκλεισμούς υπό υπερηχογραφική καθοδήγηση. "
            "Παρακολούθησα ασθενείς με χρόνιο μετεγχειρητικό πόνο."
        ),
        "Αναλγητική αποτελεσματικότητα του αποκλεισμού μετά από θωρακοχειρουργική",
        "Ελληνική Αναισθησιολογία",
        "Καθ. Γεώργιος Αντωνίου",
        "Πανεπιστήμιο Αθηνών",
    ),
    "Cyrillic": Person(
        "uk",
        "Олександр Шевченко",
        "Лікар-інтерн, анестезіологія",
        "Національна дитяча лікарня «Охматдит»",
        ("Виконував регіонарні блокади під контролем ультразвуку. Вів пацієнтів із хронічним болем після операцій."),
        "Ефективність блокади м’яза-випрямляча хребта після торакальних операцій",
        "Біль, знеболювання та інтенсивна терапія",
        "Проф. Наталія Ґалаґан",
        "Національний медичний університет",
    ),
    "Hebrew": Person(
        "he",
        "יעל כהן",
        "מתמחה בהרדמה וטיפול נמרץ",
        "המרכז הרפואי הדסה עין כרם",
        "ביצעתי 120 חסמים עצביים בהנחיית אולטרסאונד. עקבתי אחר מטופלים עם כאב כרוני לאחר ניתוח.",
        "יעילות חסם מישור שריר זוקף הגב לאחר ניתוחי חזה",
        "הרפואה",
        "פרופ' דוד לוי",
        "אוניברסיטת תל אביב",
    ),
    "Arabic": Person(
        "ar",
        "ليلى المصري",
        "طبيبة مقيمة في التخدير وعلاج الألم",
        "مستشفى قصر العيني",
        (
            "أجريت 120 عملية إحصار للأعصاب الطرفية بتوجيه الموجات فوق الصوتية. "
            "وتابعت المرضى المصابين بآلام مزمنة بعد الجراحة."
        ),
        "فعالية إحصار مستوى العضلة الناصبة للفقار بعد جراحة الصدر",
        "المجلة المصرية للتخدير",
        "أ.د. محمد عبد الله",
        "جامعة القاهرة",
    ),
    "Devanagari": Person(
        "hi",
        "प्रिया शर्मा",
        "वरिष्ठ रेज़िडेंट, निश्चेतना विज्ञान",
        "अखिल भारतीय आयुर्विज्ञान संस्थान",
        ("अल्ट्रासाउंड की सहायता से परिधीय तंत्रिका अवरोध किए। शल्यक्रिया के बाद दीर्घकालिक दर्द वाले रोगियों की देखभाल की।"),
        "वक्ष शल्यक्रिया के बाद पीड़ा में तंत्रिका अवरोध की प्रभावशीलता",
        "भारतीय संवेदनाहरण पत्रिका",
        "प्रो. राजेश कुमार सिंह",
        "काशी हिन्दू विश्वविद्यालय",
    ),
    "Tamil": Person(
        "ta",
        "மீரா வசந்தன்",
        "மயக்கவியல் துறை முதுநிலை மருத்துவர்",
        "சென்னை மருத்துவக் கல்லூரி",
        (
            "அல்ட்ராசவுண்ட் வழிகாட்டுதலில் நரம்புத் தடுப்பு சிகிச்சை அளித்தேன். "
            "அறுவை சிகிச்சைக்குப் பின் நாள்பட்ட வலி உள்ள நோயாளிகளைக் கவனித்தேன்."
        ),
        "மார்பு அறுவை சிகிச்சைக்குப் பின் வலி நிவாரணத்தில் நரம்புத் தடுப்பின் பயன்",
        "தமிழ் மருத்துவ இதழ்",
        "பேரா. கோபாலகிருஷ்ணன் சுப்பிரமணியன்",
        "மதுரை மருத்துவக் கல்லூரி",
    ),
    "Thai": Person(
        "th",
        "สมชาย ใจดี",
        "แพทย์ประจำบ้าน สาขาวิสัญญีวิทยา",
        "โรงพยาบาลศิริราช",
        ("ทำการระงับความรู้สึกเฉพาะส่วนโดยใช้อัลตราซาวนด์นำทาง ดูแลผู้ป่วยที่มีอาการปวดเรื้อรังหลังผ่าตัดอย่างต่อเนื่อง"),
        "ประสิทธิผลของการระงับปวดหลังผ่าตัดทรวงอกด้วยการสกัดเส้นประสาท",
        "วิสัญญีสาร",
        "ศ. นพ. ธีรพล น้ำทิพย์",
        "มหาวิทยาลัยมหิดล",
    ),
    "Chinese, simplified": Person(
        "zh-Hans",
        "陈伟明",
        "麻醉科住院医师",
        "北京协和医院",
        "在超声引导下实施周围神经阻滞。随访术后慢性疼痛患者并调整镇痛方案。",
        "竖脊肌平面阻滞在胸科手术后镇痛中的应用",
        "中华麻醉学杂志",
        "王丽华教授",
        "复旦大学",
    ),
    "Chinese, traditional": Person(
        "zh-Hant",
        "林雅婷",
        "麻醉科住院醫師",
        "國立臺灣大學醫學院附設醫院",
        "在超音波導引下執行周邊神經阻斷。追蹤術後慢性疼痛病人並調整止痛處方。",
        "豎脊肌平面阻斷於胸腔手術後止痛之成效",
        "臺灣麻醉醫學會雜誌",
        "陳志豪教授",
        "國立成功大學",
    ),
    "Japanese": Person(
        "ja",
        "佐藤美咲",
        "麻酔科専攻医",
        "東京大学医学部附属病院",
        "超音波ガイド下に末梢神経ブロックを実施した。術後の慢性疼痛患者を外来で継続的に診療した。",
        "胸部手術後の鎮痛における脊柱起立筋膜面ブロックの有効性",
        "麻酔",
        "山田太郎教授",
        "京都大学",
    ),
    "Korean": Person(
        "ko",
        "김민준",
        "마취통증의학과 전공의",
        "서울대학교병원",
        "초음파 유도하에 말초신경차단술을 시행하였다. 수술 후 만성 통증 환자를 외래에서 추적 관찰하였다.",
        "흉부 수술 후 진통에서 척추세움근면 차단의 효과",
        "대한통증학회지",
        "이서연 교수",
        "연세대학교",
    ),
}
_SUPERVISED = "Supervised by {} in the clinic."
RIGHT_TO_LEFT = ("Hebrew", "Arabic")
_IGNORED = re.compile("[\\s\u2060\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""White space, since readers cannot tell a line break from a space, and marks that have no look of their own."""


@dataclass(frozen=True)
class Written:
    """One applicant's CV in one theme: `proof` is the DOCX as LibreOffice lays it out."""

    theme: str
    script: str
    pdf: Path
    docx: Path
    proof: Path

    @property
    def name(self) -> str:
        return f"{self.theme}/{self.script}"

    @property
    def person(self) -> Person:
        return PEOPLE[self.script]


def profile_of(script: str, theme: str) -> str:
    person = PEOPLE[script]
    name = {"given": "Ada", "family": re.sub(r"\W", "", script), "native": person.native}
    return as_yaml(
        PROFILE
        | {
            "name": name | {"native_language": person.language, "published_as": [person.native]},
            "theme": theme,
            "posts": [
                {
                    "title": person.post,
                    "institution": person.place,
                    "start": "2020",
                    "bullets": [person.bullet, _SUPERVISED.format(person.native)],
                }
            ],
            "interests": [person.bullet],
            "publications": [
                {
                    "authors": [person.native, person.referee],
                    "title": person.paper,
                    "journal": person.journal,
                    "date": "2024",
                }
            ],
            "referees": [
                REFEREE | {"id": "one", "name": person.referee, "institution": person.school, "title": person.post}
            ],
        }
    )


PROGRAM_OF_ALL = PROGRAM | {
    "documents": ["cv"],
    "letters": {"minimum": 0},
    "referees": ["one"],
    "cv": {"sections": [{"section": name} for name in ("posts", "interests", "publications", "referees")]},
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Written]:
    """Every applicant's CV in both themes, built without a finding."""
    made = []
    for theme in THEMES:
        folder = tmp_path_factory.mktemp(theme)
        ids = {script: re.sub(r"\W+", "-", script).lower() for script in PEOPLE}
        for script, name in ids.items():
            person = folder / "profiles" / name
            (person / "programs").mkdir(parents=True)
            (person / "profile.yaml").write_text(profile_of(script, theme), encoding="utf-8")
            (person / "programs" / "harbour.yaml").write_text(as_yaml(PROGRAM_OF_ALL), encoding="utf-8")
        profiles = [str(folder / "profiles" / name) for name in ids.values()]
        where = ["--output", str(folder / "output"), "--document", "cv"]
        told = run(["build", *profiles, *where, "--message-format", "json"])
        assert [found for found in json.loads(told)["diagnostics"] if found["code"] == "missing-glyph"] == []
        files = {script: next((folder / "output" / name).rglob("*.docx")) for script, name in ids.items()}
        proofs = converted(list(files.values()), folder)
        made += [
            Written(theme, script, file.with_suffix(".pdf"), file, proof)
            for (script, file), proof in zip(files.items(), proofs, strict=True)
        ]
    return made


def run(arguments: list[str]) -> str:
    """What the command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "assembler", *arguments], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def texts(person: Person) -> list[str]:
    """All that the applicant wrote, each as it must come back."""
    return [*person[1:], _SUPERVISED.format(person.native)]


def folded(text: str) -> str:
    return _IGNORED.sub("", text)


def pdf_text(file: Path, script: str) -> str:
    """The text of a PDF: as drawn, but where that is from the left and reading is from the right."""
    how = [] if script in RIGHT_TO_LEFT else ["-raw"]
    return subprocess.run(["pdftotext", *how, file, "-"], capture_output=True, text=True, check=True).stdout


def paragraphs(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as whole:
        tree = etree.fromstring(whole.read("word/document.xml"))
    return ["".join(node.text or "" for node in block.iter(f"{W}t")) for block in tree.iter(f"{W}p")]


def pieces(wanted: list[str], script: str) -> list[str]:
    """`wanted`, a line in two directions taken apart: Poppler takes all lines of a page to run as most of them do."""
    if script not in RIGHT_TO_LEFT:
        return wanted
    return [*wanted[:-1], *_SUPERVISED.split("{}")]


def lost(wanted: list[str], text: str) -> list[str]:
    """What of `wanted` is not in `text`, white space and marks without a look aside."""
    found = folded(text)
    return [each for each in wanted if folded(each) not in found]


def test_every_script_comes_back_exactly(written: list[Written], capsys: pytest.CaptureFixture[str]) -> None:
    """From PDF and DOCX; what LibreOffice makes of the DOCX is only told."""
    columns = ("PDF, Poppler", "DOCX, lxml", "DOCX, LibreOffice, Poppler")
    rows, wrong = [], []
    for item in written:
        wanted, told = texts(item.person), paragraphs(item.docx)
        found = (
            lost(pieces(wanted, item.script), pdf_text(item.pdf, item.script)),
            [each for each in wanted if not any(each in paragraph for paragraph in told)],
            lost(pieces(wanted, item.script), pdf_text(item.proof, item.script)),
        )
        cells = ["exact" if not each else f"{len(each)} of {len(wanted)} not" for each in found]
        rows.append(f"{item.name:32}" + "".join(f"{cell:28}" for cell in cells))
        wrong += [(item.name, column, each) for column, each in zip(columns[:2], found[:2], strict=True) if each]
    with capsys.disabled():
        head = f"{'':32}" + "".join(f"{column:28}" for column in columns)
        sys.stdout.write("\n" + "\n".join([head, *rows]) + "\n")
    assert len(rows) == len(THEMES) * len(PEOPLE)
    assert wrong == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_name_in_an_english_document_comes_back_within_its_line(theme: str, tmp_path: Path) -> None:
    around = "She ran the clinic for chronic pain after surgery, saw forty patients a week and taught the residents."
    for script, person in PEOPLE.items():
        line = _SUPERVISED.format(person.native)
        blocks = tuple(Paragraph((Text(text),)) for text in (around, line, around))
        document = Document("T", "A", "S", "en-GB", "2026-11-24", "a4", "cv", person.native, "p", blocks)
        file = tmp_path / "made.pdf"
        made = [WRITERS["pdf"].write(document, house().themes[theme]).data for _ in range(2)]
        assert made[0] == made[1]
        file.write_bytes(made[0])
        told = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
        assert lost([f"{around}{line}{around}", person.native], told) == [], script


VOWELLED = ("مُحَمَّد الطِّبّ جدًّا إحصارًا شيئًا للأعصاب خبرةً شيء", "שָׁלוֹם עֲלֵיכֶם בְּרֵאשִׁית")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", VOWELLED)
def test_vowel_signs_may_move_and_nothing_is_lost(text: str, theme: str, tmp_path: Path) -> None:
    document = Document("T", "A", "S", "en-GB", "2026-11-24", "a4", "cv", "", "", (Paragraph((Text(text),)),))
    file = tmp_path / "made.pdf"
    file.write_bytes(WRITERS["pdf"].write(document, house().themes[theme]).data)
    told = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert sorted(folded(told)) == sorted(folded(text))
    assert page.validate_pdf(str(file), profile="ua1").is_compliant


def test_every_script_is_in_valid_files(written: list[Written]) -> None:
    for item in written:
        report = page.validate_pdf(str(item.pdf), profile="ua1")
        assert [(failure.rule_id, failure.message) for failure in report.failures] == [], item.name
        assert [str(found) for found in OpenXmlValidator().validate(str(item.docx)).errors] == [], item.name


def words(file: Path) -> Iterator[tuple[str, float, float, float]]:
    """The words of page one as drawn from the left: text, left and right edge, baseline, in points."""
    told = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True).stdout
    numbers = r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="([\d.]+)"'
    for left, right, bottom, text in re.findall(rf"<word {numbers}>([^<]*)</word>", told):
        yield text, float(left), float(right), float(bottom)


def test_names_from_the_right_stand_within_lines_from_the_left(written: list[Written]) -> None:
    """`Supervised by <name> in the clinic.`: the first word of the name stands right of its second."""
    for item in written:
        if item.script in RIGHT_TO_LEFT:
            for file in (item.pdf, item.proof):
                line = list(words(file))
                at = next(index for index, word in enumerate(line) if word[0] == "Supervised")
                place = {text: left for text, left, _, _ in line[at : at + 7]}
                first, second = (word[::-1] for word in item.person.native.split())
                assert place["by"] < place[second] < place[first] < place["in"] < place["clinic."], item.name


def test_paragraphs_from_the_right_begin_there(written: list[Written]) -> None:
    for item in written:
        if item.script in RIGHT_TO_LEFT:
            with zipfile.ZipFile(item.docx) as whole:
                tree = etree.fromstring(whole.read("word/document.xml"))
            turned = {
                "".join(node.text or "" for node in block.iter(f"{W}t"))
                for block in tree.iter(f"{W}p")
                if block.find(f"{W}pPr/{W}bidi") is not None
            }
            assert item.person.bullet in turned
            assert not [text for text in turned if "Supervised" in text or "Ada" in text]
            first = item.person.bullet.split()[0][::-1]
            drawn = list(words(item.pdf))
            edge = max(right for _, _, right, _ in drawn)
            assert max(right for text, _, right, _ in drawn if text == first) > edge - 20, item.name


def test_the_native_name_says_its_language(written: list[Written]) -> None:
    for item in written:
        with zipfile.ZipFile(item.docx) as whole:
            title = next(etree.fromstring(whole.read("word/document.xml")).iter(f"{W}p"))
        tagged = {
            "".join(node.text or "" for node in run.iter(f"{W}t")): set(run.find(f"{W}rPr/{W}lang").attrib.values())
            for run in title.iter(f"{W}r")
            if run.find(f"{W}rPr/{W}lang") is not None
        }
        said = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}.get(item.person.language, item.person.language)
        assert {value[: len(said)] for value in tagged[item.person.native]} == {said}, item.name


FAMILIES = {"Chinese, simplified": "SC", "Chinese, traditional": "TC", "Japanese": "JP", "Korean": "KR"}


def test_chinese_characters_are_drawn_as_the_language_has_them(written: list[Written]) -> None:
    for item in written:
        if item.script in FAMILIES:
            told = subprocess.run(["pdffonts", item.pdf], capture_output=True, text=True, check=True).stdout
            families = set(re.findall(r"Noto-(Sans|Serif)-CJK-(\w\w)", told))
            kind = "Serif" if item.theme == "classic" else "Sans"
            assert families == {(kind, FAMILIES[item.script])}, f"{item.name}\n{told}"
