"""The recipe of the cleaning model."""

import numpy as np
import polars as pl

from warta.cleaning.model import Model
from warta.cleaning.segments import segments
from warta.cleaning.states import ROLES
from warta.training import generate
from warta.training.handwritten import handwritten
from warta.training.train import lesson, main, measure, train


def test_a_segment_has_the_role_of_most_of_its_characters():
    page = {
        "text": "Polisi menangkap pelaku pencurian di pasar. (*)\n\nTerpopuler",
        "spans": [
            {"start": 0, "end": 43, "role": "body"},
            {"start": 44, "end": 47, "role": "end_mark"},
            {"start": 49, "end": 59, "role": "related"},
        ],
    }
    cut = segments(pl.Series([page["text"]]))
    told = [ROLES[number] for number in lesson([page]).roles]
    assert dict(zip(cut["text"], told, strict=True))["Terpopuler"] == "related"
    assert told[0] == "body"


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        train(3, 24, handwritten()[:2], rounds=2).write(tmp_path / f"{name}.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_a_short_lesson_already_tells_body_from_furniture():
    model = train(4, 160, rounds=4)
    assert measure(model, list(generate(99, 40)))["body"] > 0.8


def test_the_command_writes_a_model_that_can_be_read(tmp_path, capsys):
    main(["--pages", "20", "--written", "3", "--rounds", "1", "--output", str(tmp_path / "model.npz")])
    model = Model.read(tmp_path / "model.npz")
    assert np.isfinite(model.own).all()
    said = capsys.readouterr().out
    assert "20 pages" in said
    assert "3 written one by one" in said


def test_written_pages_are_learnt_beside_the_generated_ones():
    written, generated = lesson(handwritten()[:2]), lesson(list(generate(1, 3)))
    both = generated.with_others(written, 2)
    assert len(set(both.page)) == 3 + 2 * 2
    assert (both.roles == np.concatenate([generated.roles, written.roles, written.roles])).all()
    assert (np.diff(both.page.astype(int)) >= 0).all()
