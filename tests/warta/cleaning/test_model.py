"""The model's file, and what it does with evidence that it was not made for."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from warta.cleaning.chain import Steps, forward_backward
from warta.cleaning.context import kinds, pairs
from warta.cleaning.evidence import evidence, near
from warta.cleaning.markup import MarkupScores
from warta.cleaning.model import OFFSETS, judge, model, weigh
from warta.cleaning.segments import segments
from warta.cleaning.states import DOORS, FIRST, PLACES, ROLES, STATES
from warta.cleaning.structure import Rows
from warta.terms import Role
from warta.training.families import generate

RULES = """Pedoman Media Siber
Pedoman ini disusun sebagai pegangan wartawan Kabar Telaga dalam mencari dan menyiarkan berita.
1. Ruang Lingkup
Media siber adalah media yang memakai internet dan tunduk pada Undang-Undang Pers.
2. Ralat, Koreksi, dan Hak Jawab
Redaksi wajib melayani hak jawab secara adil."""
PAGE = "Polres Wanagiri Patroli ke Desa\n0\nTinggalkan Balasan\nNama *"


def test_a_written_model_is_read_back_and_written_with_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    model().write(first)
    read = model().read(first)
    read.write(second)
    assert first.read_bytes() == second.read_bytes()
    assert read.columns == model().columns
    assert np.array_equal(read.own, model().own)


def test_the_model_weighs_the_evidence_that_is_gathered() -> None:
    found = evidence(segments(pl.Series([PAGE])))
    columns = found.keys() | pairs(found).keys()
    assert near(columns) >= near(model().columns) - 5
    assert {name for name in columns if not name.startswith("rule:")} == {
        name for name in model().columns if not name.startswith("rule:")
    }


def test_a_rule_that_the_model_does_not_know_is_no_fault() -> None:
    parts = segments(pl.Series([PAGE]))
    more = {**evidence(parts), "rule:comment-form.new": np.ones(len(parts), dtype=np.bool_)}
    known, _ = judge(parts["page"], evidence(parts), model())
    assert judge(parts["page"], more, model())[0].tolist() == known.tolist()


def test_other_evidence_than_the_models_is_a_fault() -> None:
    parts = segments(pl.Series([PAGE]))
    less = {name: flags for name, flags in evidence(parts).items() if name != "prose"}
    with pytest.raises(ValueError, match="made for other evidence"):
        judge(parts["page"], less, model())


def test_a_model_for_other_roles_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    model().write(path)
    with np.load(path) as stored:
        parts = dict(stored)
    parts["roles"] = parts["roles"][1:]
    np.savez_compressed(path, **parts)
    with pytest.raises(ValueError, match="made for other roles"):
        model().read(path)


def test_scores_of_the_markup_count() -> None:
    parts = segments(pl.Series([PAGE]))
    scores = np.zeros((len(parts), len(ROLES)), dtype=np.float32)
    scores[:, ROLES.index(Role.OTHER)] = 100
    markup = MarkupScores(scores, np.zeros(len(parts), dtype=np.bool_))
    roles, probability = judge(parts["page"], evidence(parts), replace(model()), markup)
    assert {ROLES[role] for role in roles} == {Role.OTHER.value}
    assert (probability > 0.9).all()


@pytest.mark.parametrize(("declared", "articles"), [(True, 1), (False, 0)])
def test_the_text_tells_whether_there_is_an_article_where_the_page_does_not_say_so(
    declared: bool, articles: int
) -> None:
    parts = segments(pl.Series([RULES]))
    scores = np.zeros((len(parts), len(ROLES)), dtype=np.float32)
    scores[:, ROLES.index(Role.BODY)] = 10
    markup = MarkupScores(scores, np.full(len(parts), not declared))
    roles, _ = judge(parts["page"], evidence(parts), model(), markup)
    assert (ROLES.index(Role.BODY) in roles) == articles


def test_scores_are_sums_of_the_weights_of_what_is_true_of_a_segment_and_its_neighbours() -> None:
    parts = segments(pl.Series([page["text"] for page in generate(5, 6)]))
    found = evidence(parts)
    of_kind, by, rows = kinds(found), model(), Rows.of(parts["page"].to_numpy())
    found |= {pair: of_kind[kind] & found[place] for pair, (kind, place) in pairs(found).items()}
    flags = np.stack([found[name] for name in by.columns], axis=1).astype(np.float32)
    expected = flags @ by.own + by.bias
    for offset, weights in zip(OFFSETS, by.near, strict=True):
        expected += rows.shifted(flags[:, : len(weights)] @ weights, offset)
    scores, holds = weigh(parts["page"].to_numpy(), evidence(parts), by)
    assert np.array_equal(scores, expected)
    seen = flags[:, : len(by.holds)]
    starts = np.flatnonzero(rows.row == rows.first)
    anywhere = [page.max(axis=0) for page in np.split(seen, starts[1:])]
    assert np.array_equal(holds, np.stack(anywhere) @ by.holds + by.prior)


@pytest.mark.parametrize(("odds", "articles"), [(-60, 0), (60, 1)])
def test_a_page_as_a_whole_tells_whether_it_holds_an_article(odds: int, articles: int) -> None:
    parts = segments(pl.Series(["Polisi menangkap dua pelaku pencurian di pasar, Senin (4/11) malam."]))
    by = replace(model(), prior=np.array([odds], dtype=np.float32))
    roles, _ = judge(parts["page"], evidence(parts), by)
    assert (ROLES.index(Role.BODY) in roles) == articles


@pytest.mark.parametrize(("without", "given"), [(0.51, "article"), (0.64, "article"), (0.66, "nothing")])
def test_a_page_has_no_article_only_where_that_is_rather_certain(without: float, given: str) -> None:
    # Two ways lead through the page: one segment of text, or one that is of something else.
    ends = np.full(STATES.shape, -np.inf, dtype=np.float32)
    for role, chance in ((Role.BODY, 1 - without), (Role.OTHER, without)):
        number = ROLES.index(role)
        ends[np.flatnonzero(FIRST[:, number])[0], number] = np.log(chance)
    last = replace(model(), ends=ends).last
    steps = Steps.of(Rows.of(np.zeros(1, dtype=np.uint32)))
    even = np.zeros((1, len(ROLES)), dtype=np.float32)
    ended = np.ones((PLACES, 1))
    found = forward_backward(even, model().factors, FIRST, last, ended, DOORS, steps).of_roles()
    assert ("article" if found.argmax() == ROLES.index(Role.BODY) else "nothing") == given
