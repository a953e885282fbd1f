"""Wording that is not ours to ship is shown only by a recorded licence, for its languages, until its last day."""

from datetime import date

import pytest

from survey.questionnaires.definition import DefinitionWrong
from survey.questionnaires.pack import NoLicence, pack_from_toml, worded
from survey.questionnaires.shelf import shelf

SDQ = shelf().the("sdq", 1)
TODAY = date(2026, 9, 14)
LICENCE = """
questionnaire = "sdq"
version = 1
[licence]
holder = "A publisher"
licensee = "Harbour Youth Project"
number = "L-123"
expires = 2026-09-14
"""


def pack_text(items: int = 33) -> str:
    words = "\n".join(f'sdq_{n} = "Invented words {n}"' for n in range(1, items + 1))
    options = '[wording.en.options.all]\n0 = "a"\n1 = "b"\n2 = "c"\n3 = "d"'
    return f'{LICENCE}[wording.en]\ntitle = "Invented"\n[wording.en.text]\n{words}\n{options}\n'


def test_without_a_licence_it_refuses():
    with pytest.raises(NoLicence, match="no licence for their words is recorded here") as refused:
        shelf().worded(("sdq", 1), "en", TODAY)
    assert refused.value.kind == "unready"


def test_with_a_licence_it_has_its_words():
    shown = worded(SDQ, pack_from_toml(pack_text(), "sdq.toml"), "en", TODAY)
    assert shown.title == "Invented"
    assert shown.question("sdq_7").text == "Invented words 7"
    assert shown.question("sdq_7").options == ((0, "a"), (1, "b"), (2, "c"))
    assert [question.item for question in shown.questions] == [question.item for question in SDQ.questions]


def test_the_last_day_of_a_licence_is_still_good_and_the_next_is_not():
    pack = pack_from_toml(pack_text(), "sdq.toml")
    assert worded(SDQ, pack, "en", date(2026, 9, 14))
    with pytest.raises(NoLicence, match="ran out on 2026-09-14"):
        worded(SDQ, pack, "en", date(2026, 9, 15))


def test_a_licence_covers_its_languages_only():
    with pytest.raises(NoLicence, match="does not cover the language cy"):
        worded(SDQ, pack_from_toml(pack_text(), "sdq.toml"), "cy", TODAY)


def test_no_question_may_be_left_out():
    with pytest.raises(NoLicence, match="has no words for sdq_33"):
        worded(SDQ, pack_from_toml(pack_text(32), "sdq.toml"), "en", TODAY)


@pytest.mark.parametrize("field", ["holder", "licensee", "number", "expires"])
def test_a_pack_without_a_whole_licence_is_refused(field):
    lines = [line for line in pack_text().splitlines() if not line.startswith(field)]
    with pytest.raises(DefinitionWrong, match=f"Its licence does not say {field}."):
        pack_from_toml("\n".join(lines), "sdq.toml")


def test_our_own_questions_need_no_pack():
    strands = shelf().the("strands", 1)
    assert worded(strands, None, "en", TODAY) is strands


def test_a_pack_is_found_in_the_installations_folder(tmp_path):
    (tmp_path / "sdq.toml").write_text(pack_text(), "utf-8")
    here = shelf(str(tmp_path))
    assert here.worded(("sdq", 1), "en", TODAY).question("sdq_1").text == "Invented words 1"
