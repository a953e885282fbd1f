"""`sayso questionnaires list` names what can be asked here, and says why something cannot."""

from click.testing import CliRunner

from survey.cli import main


def test_the_list_says_what_can_be_asked_and_what_cannot(tmp_path):
    environ = {"SAYSO_MODE": "test", "SAYSO_DATABASE_URL": f"sqlite:///{tmp_path}/none.db"}
    shown = CliRunner().invoke(main, ["questionnaires", "list"], env=environ)
    assert shown.exit_code == 0
    assert "strands 1: How things are for you (25 questions, 5 minutes, GPL-3.0-or-later)" in shown.output
    sdq = shown.output.partition("sdq 1: SDQ")[2].splitlines()
    assert sdq[1] == (
        "    Cannot be asked: These questions cannot be shown: no licence for their words is recorded here."
    )
    assert shown.output.count("Cannot be asked") == 1


def test_a_bad_file_in_the_packs_folder_is_one_sentence(tmp_path):
    (tmp_path / "mine.toml").write_text('id = "mine"', "utf-8")
    environ = {"SAYSO_MODE": "test", "SAYSO_PACKS_DIR": str(tmp_path)}
    shown = CliRunner().invoke(main, ["questionnaires", "list"], env=environ)
    assert shown.exit_code == 1
    assert shown.output.startswith("Error: The questionnaire mine.toml cannot be used.")
