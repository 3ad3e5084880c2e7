import pytest

from warta.facts.quotations import quoted


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"Siap," kata Budi, "laksanakan."', ["Siap,", "laksanakan."]),
        ('"Campur aduk,” ujarnya.', ["Campur aduk,"]),
        ("”Salah buka,” ujarnya.", ["Salah buka,"]),
        ("“Kata ibu “jangan” itu penting,” ujarnya.", ["Kata ibu “jangan” itu penting,"]),
        ('"Kata ibu "jangan" itu penting," ujarnya.', ['Kata ibu "jangan" itu penting,']),
        ('Ia berkata,"Rapat," lalu pergi. "Sudah,"katanya.', ["Rapat,", "Sudah,"]),
        ("'Tunggu dulu,' katanya.", ["Tunggu dulu,"]),
        ("Jum'at malam Ma'ruf Asy'ari pulang.", []),
        ("Acara 'Ngopi' ramai. \"Seru,\" kata Budi.", ["Seru,"]),
        ('Layar 5" pecah.', []),
        ("“Satu.\n\nDua,” ujarnya.", ["Satu.\n\nDua,"]),
        ("“Satu.\n\n“Dua,” ujarnya.", ["Satu.", "Dua,"]),
        ("“Satu.\n\nLalu pulang.", ["Satu."]),
        ("“Satu.\f\fDua,” ujarnya.", ["Satu."]),
        ("â€œKami siap,â€ ujarnya.", ["Kami siap,"]),
        ("Bupati hadir. \ufffd\ufffdKami siap,\ufffd kata Budi di Kabupaten\ufffdMuna.", ["Kami siap,"]),
    ],
)
def test_what_stands_in_marks(text: str, parts: list[str]) -> None:
    assert [text[pair.start : pair.end] for pair in quoted(text)] == parts
