"""The recipe of the cleaning model."""

import numpy as np
import polars as pl

from warta.cleaning.model import ROLES, Model
from warta.cleaning.segments import segments
from warta.training import generate
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
        train(3, 24, rounds=2).write(tmp_path / f"{name}.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_a_short_lesson_already_tells_body_from_furniture():
    model = train(4, 160, rounds=4)
    assert measure(model, list(generate(99, 40)))["body"] > 0.8


def test_the_command_writes_a_model_that_can_be_read(tmp_path, capsys):
    main(["--pages", "20", "--rounds", "1", "--output", str(tmp_path / "model.npz")])
    model = Model.read(tmp_path / "model.npz")
    assert np.isfinite(model.own).all()
    assert "20 pages" in capsys.readouterr().out
