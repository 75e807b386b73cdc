"""The command: what cannot be done ends in one sentence and a code, never in a trace."""

import pytest

from bot.cli import main


@pytest.mark.parametrize("command", [["check"], ["migrate"], ["preview", "Dawn"]])
def test_a_folder_that_cannot_be_made_is_named(monkeypatch, tmp_path, capsys, command):
    file = tmp_path / "file"
    file.write_text("no folder")
    monkeypatch.setenv("STORYLINKS_DATA_DIR", str(file / "data"))
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"{file / 'data'}: Not a directory\n"


def test_a_file_that_cannot_be_written_is_named(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("STORYLINKS_DATA_DIR", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        main(["corrections", str(tmp_path / "nowhere" / "own.tsv")])
    assert ended.value.code == 2
    assert "own.tsv: No such file" in capsys.readouterr().err
