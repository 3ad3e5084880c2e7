"""Single pages are looked at without a release, and without the workflow engine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from warta.cli import main
from warta.terms import Role

PAGE = "tests/pages/patroli.txt"


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(list(arguments)) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_spans_are_printed_a_page_a_line_and_tile_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    printed = rows(capsys, "spans", "seeds", PAGE)
    assert {row["id"] for row in printed} == {path.stem for path in Path("seeds").iterdir()} | {"patroli"}
    for row in printed:
        text, spans = row["text"], row["spans"]
        assert isinstance(text, str)
        assert isinstance(spans, list)
        assert "".join(text[span["start"] : span["end"]] for span in spans) == text
        assert {span["role"] for span in spans} <= set(Role)
        assert row["language"] == "id"


def test_facts_are_printed_a_page_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = rows(capsys, "facts", PAGE)
    facts = row["facts"]
    assert isinstance(facts, dict)
    assert facts["title"] == "Polsek Rantau Jaya Gandeng Linmas Amankan Gudang Kotak Suara"
    assert facts["published"] == {"date": "2024-11-12", "precision": "minute"}
    assert facts["authors"] == ["Wira Santoso"]
    assert facts["dateline_place"] == "RANTAU JAYA"


def test_explain_shows_each_part_with_its_role_and_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", PAGE]) == 0
    shown = capsys.readouterr().out
    form = next(line for line in shown.splitlines() if "Tinggalkan Balasan" in line)
    assert form.startswith("comment_form")
    assert len(form.split()) > 3, "the rule is missing"


def test_a_pipe_is_given_each_part_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", PAGE]) == 0
    name, *lines = capsys.readouterr().out.splitlines()
    assert name == "patroli"
    (row,) = rows(capsys, "spans", PAGE)
    assert isinstance(row["spans"], list)
    roles = [span["role"] for span in row["spans"] if span["role"] != Role.BLANK]
    assert [line.split()[0] for line in lines] == roles
    assert max(map(len, lines)) > 100, "a paragraph is wrapped"
    assert not [line for line in lines if line.endswith(" ")]


@pytest.mark.parametrize("is_terminal", ["1", "0"])
def test_nothing_on_a_page_commands_the_terminal_that_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_terminal: str
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", is_terminal)
    monkeypatch.setenv("TERM", "dumb")  # has no styles, which are escapes too
    title = "\x1b]0;judul\x07\x1b[31mPolres \u202eMalang\x9b2J Patroli"
    row = {"id": "satu\x1b[2J", "text": f"{title}\n{Path(PAGE).read_text(encoding='utf-8')}"}
    raw = tmp_path / "halaman\x1b[1m.jsonl"
    raw.write_text(json.dumps(row) + "\n{\n", encoding="utf-8")
    assert main(["explain", str(raw)]) == 0
    shown = capsys.readouterr()
    assert "␛]0;judul␇␛[31mPolres" in shown.out
    assert not set("\x1b\x07\x9b\u202e") & set(shown.out + shown.err)


def test_explain_writes_a_page_that_shows_text_as_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = tmp_path / "halaman.txt"
    raw.write_text(Path(PAGE).read_text(encoding="utf-8") + "\n<script>alert(1)</script>\n", encoding="utf-8")
    assert main(["explain", str(raw), "--html", str(tmp_path / "halaman.html")]) == 0
    shown = (tmp_path / "halaman.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script" not in shown
    assert capsys.readouterr().err == f"{tmp_path / 'halaman.html'}: 1 page\n"
    assert main(["explain", str(raw), "--html", str(tmp_path / "tiada" / "x.html")]) == 1
    assert "No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["spans", "facts", "explain"])
def test_looking_at_a_page_does_not_wait_for_the_workflow_engine(command: str) -> None:
    code = f"""
import sys
from warta.cli import main
main([{command!r}, {PAGE!r}])
heavy = {{"prefect", "pandera", "dask", "pycrfsuite"}} & set(sys.modules)
sys.exit(f"imported: {{heavy}}" if heavy else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
