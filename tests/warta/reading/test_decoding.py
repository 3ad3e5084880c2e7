"""Bytes become text, or a reason why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warta.reading.decoding import Decoded, Undecodable, decode
from warta.terms import Reason

PROSE = (
    "Kapolres menegaskan, “pengamanan TPS” berjalan – aman dan lancar di seluruh kecamatan.\r\n\tSelesai. "
)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_read_character_for_character(text: str) -> None:
    decoded = decode(text.encode())
    if isinstance(decoded, Decoded):
        assert decoded.text == text.removeprefix("\ufeff")
    else:
        assert decoded.reason is Reason.EMPTY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_name_the_encoding_and_are_not_text(encoding: str) -> None:
    assert decode(PROSE.encode(encoding)) == Decoded(PROSE, encoding)


def test_another_encoding_is_detected_and_recorded() -> None:
    text = PROSE.replace("\t", " ") * 4
    decoded = decode(text.encode("cp1252"))
    assert isinstance(decoded, Decoded)
    assert decoded.text == text
    assert decoded.encoding.startswith("cp125")


def test_a_few_broken_bytes_in_utf8_are_damage_and_not_another_encoding() -> None:
    raw = (PROSE * 3).encode()[:-1] + b"\xe2\x80"
    decoded = decode(raw)
    assert isinstance(decoded, Decoded)
    assert decoded.damaged
    assert decoded.encoding == "utf-8"
    assert "“pengamanan TPS”" in decoded.text
    assert decoded.text.endswith("\ufffd")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n\t\xc2\xa0\n", Reason.EMPTY),
        (b"\xef\xbb\xbf\n", Reason.EMPTY),
        (b"Polres Sambas\x00 menggelar apel.", Reason.NOT_TEXT),
        (bytes(range(256)) * 8, Reason.NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", Reason.NOT_TEXT),
    ],
)
def test_what_is_no_page_has_its_reason(raw: bytes, reason: Reason) -> None:
    decoded = decode(raw)
    assert isinstance(decoded, Undecodable)
    assert decoded.reason is reason
    assert decoded.detail
