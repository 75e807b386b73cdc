"""The command: what cannot be done ends in one sentence and a code, never in a trace."""

import socket

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


@pytest.mark.parametrize("command", [["serve"], ["demo"]])
def test_a_port_that_is_taken_is_named_and_nothing_is_begun(monkeypatch, tmp_path, capsys, command):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("STORYLINKS_DATA_DIR", str(tmp_path / "data"))
        monkeypatch.setenv("STORYLINKS_HOST", "127.0.0.1")
        monkeypatch.setenv("STORYLINKS_PORT", str(port))
        with pytest.raises(SystemExit) as ended:
            main(command)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.err == f"STORYLINKS_PORT: another program has port {port}. Stop it, or set another port.\n"
    assert said.out == ""
    assert not list(tmp_path.glob("data/*.sqlite"))
