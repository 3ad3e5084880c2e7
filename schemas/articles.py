"""The table `articles`: one row an article."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas.fields import ARTICLE_ID, REGION, SHA256, Strings, field, has_no_null_items
from warta.terms import LICENSE, Activity, DateBasis, Election, Precision, PublishedBasis, TextRelease


class Articles(pa.DataFrameModel):
    """Indonesian local news on police and election security, cleaned, with where each came from."""

    article_id: str = field(
        "Name of the article: the first 32 hex digits of the SHA-256 of the page as read, in UTF-8: of its "
        "text, or of its HTML where it came as HTML. Of a page that held private data, of its text as "
        "published: it names all pages that differ in these alone.",
        "5f0c9a1de2b34c7788990a1b2c3d4e5f",
        same_as=["schema:identifier", "ninjs:uri"],
        str_matches=ARTICLE_ID,
    )
    page_id: str = field(
        "Name of the page in what was read: the `id` of its row, else the name of its file without ending.",
        "000_f246915405423566",
    )
    title: str = field(
        "Headline as printed on the page, else as the head of an HTML page names it.",
        "Polisi patroli gudang logistik pilkada",
        null=True,
        same_as=["schema:headline", "ninjs:headlines.value"],
        str_length={"min_value": 1},
        long=True,
    )
    body: str = field(
        "Paragraphs of the article, separated by an empty line; dateline and end mark are taken out. "
        "As much of them as `text_release` lets be published.",
        "Polres Sukamaju berpatroli di gudang logistik pilkada pada Senin malam.",
        null=True,
        same_as=["schema:articleBody", "ninjs:bodies.value"],
        str_length={"min_value": 1},
        long=True,
    )
    dateline: str = field(
        "Dateline as printed before the first sentence.",
        "Sukamaju (ANTARA) -",
        null=True,
        same_as=["schema:dateline"],
    )
    dateline_place: str = field(
        "Place of the dateline, as printed.",
        "Sukamaju",
        null=True,
        same_as=["schema:locationCreated", "ninjs:located"],
    )
    dateline_agency: str = field("Agency or outlet of the dateline, as printed.", "ANTARA", null=True)
    byline: str = field(
        "Line that names who wrote the article, as printed.",
        "Oleh: Sari Wulandari",
        null=True,
        same_as=["schema:creditText", "ninjs:by"],
    )
    authors: Strings = field(
        "Names of who wrote it, in their most complete form; empty where the page names none.",
        ["Sari Wulandari"],
        same_as=["schema:author", "ninjs:people"],
    )
    editors: Strings = field(
        "Names of the editors; empty where the page names none.", ["Budi Hartono"], same_as=["schema:editor"]
    )
    timestamp: str = field(
        "Line with the date or time of publication, as printed.",
        "Senin, 2 September 2024 13:27 WIB",
        null=True,
    )
    published_date: pl.Date = field(
        "Day of publication.",
        dt.date(2024, 9, 2),
        null=True,
        same_as=["schema:datePublished", "ninjs:contentCreated"],
    )
    published_precision: str = field(
        "How exactly the time of publication is known.", "minute", values=Precision
    )
    published_basis: str = field(
        "Where the day of publication was read.", "page", null=True, values=PublishedBasis
    )
    published_time: str = field(
        "Time of day of publication as HH:MM, in `published_zone`.",
        "13:27",
        null=True,
        str_matches=r"^[0-2][0-9]:[0-5][0-9]$",
    )
    published_zone: str = field(
        "Time zone of `published_time`: WIB (UTC+7), WITA (UTC+8) or WIT (UTC+9).", "WIB", null=True
    )
    published_zone_basis: str = field(
        "Whether the page states the zone (`stated`) or that of the region is assumed (`assumed`).",
        "stated",
        null=True,
    )
    published_not_before: pl.Date = field(
        "Day before which the article cannot have been published: the latest that it reports as past.",
        dt.date(2024, 9, 1),
        null=True,
    )
    date: pl.Date = field(
        "Day of publication, else of the event or statement that the article reports.",
        dt.date(2024, 9, 2),
        null=True,
    )
    date_basis: str = field("What `date` is the day of.", "published", values=DateBasis)
    captions: Strings = field(
        "Texts of photos and videos, with their credits.",
        ["Ilustrasi - Petugas berpatroli. (Foto: Humas)"],
        same_as=["schema:caption"],
        long=True,
    )
    tags: Strings = field(
        "The page's own topics.", ["pilkada", "polres"], same_as=["schema:keywords", "ninjs:subjects"]
    )
    section: str = field(
        "Category of the site as printed, with the way to it where the page prints one.",
        "Daerah",
        null=True,
        same_as=["schema:articleSection"],
    )
    outlet: str = field(
        "Site, paper or agency that published the page, as it says itself, else as its row or head names it.",
        "Kabar Sukamaju",
        null=True,
        same_as=["schema:publisher", "ninjs:infoSources"],
    )
    credits: Strings = field(
        "Lines after the body that say who is behind it, as printed.", ["Editor: Budi Hartono"]
    )
    syndicated_from: str = field(
        "Agency or outlet that the text was taken from.",
        "ANTARA",
        null=True,
        same_as=["schema:isBasedOn", "ninjs:infoSources"],
    )
    rights_holder: str = field(
        "Whose the text is: of whom it was taken from, else of the outlet that published it; "
        "`unknown` where neither is known.",
        "Kabar Sukamaju",
        null=True,
        same_as=["schema:copyrightHolder", "ninjs:copyrightHolder"],
        str_length={"min_value": 1},
    )
    license: str = field(
        "What the rights holder lets be done with the text: SPDX id of a Creative Commons licence, "
        "`gov_art43b` (made by or for the government, UU 28/2014 art. 43 b), `permission`, or `unknown`.",
        "unknown",
        null=True,
        same_as=["schema:license", "ninjs:usageTerms"],
        str_matches=LICENSE,
    )
    text_release: str = field(
        "How much of the text this release may hold: all, title and an excerpt of the body, or facts only.",
        "full",
        null=True,
        values=TextRelease,
    )
    region: str = field(
        "Kemendagri code of the regency or city that the article is mainly about, or of the province.",
        "35.07",
        null=True,
        same_as=["schema:contentLocation", "ninjs:places"],
        str_matches=REGION,
    )
    election: str = field(
        "Election that the article is about.", "pilkada_2024", same_as=["plover:context"], values=Election
    )
    election_phase: str = field(
        "Phase of the calendar of `election` that `date` falls in, `before` or `after` where it falls in "
        "none. Of `pilkada_2024`: `planning`, `regulations`, `observers`, `adhoc_bodies`, "
        "`population_data`, `independent_support`, `voter_list`, `registration_notice`, `registration`, "
        "`candidate_review`, `candidate_determination`, `ballot_numbers`, `campaign`, `quiet_period`, "
        "`voting_day`, `count_recap`, `inauguration`. Of `pemilu_2024`: `planning`, `party_registration`, "
        "`party_determination`, `seats_districts`, `voter_list`, `nomination_dpd`, "
        "`nomination_legislative`, `nomination_president`, `campaign`, `quiet_period`, `voting_day`, "
        "`count`, `recap`, `inauguration_dpr_dpd`, `inauguration_president`.",
        "campaign",
        null=True,
    )
    election_phases: Strings = field(
        "All phases of the election calendar that `date` falls in, the main one first.",
        ["campaign", "voter_list"],
    )
    operation: str = field("Police operation that the article names.", "Operasi Mantap Praja", null=True)
    personnel: pl.Int64 = field("Officers deployed, as stated.", 120, null=True, unit="persons", ge=0)
    activity: str = field(
        "What police or election officials mainly do.",
        "logistics_security",
        null=True,
        same_as=["schema:about", "ninjs:subjects", "plover:event"],
        values=Activity,
    )
    is_exercise: bool = field("Whether what is told is a simulation or drill.", False)
    language: str = field(
        "Language of the body as BCP 47 tag; `und` where it cannot be told.",
        "id",
        same_as=["schema:inLanguage", "ninjs:language"],
        str_matches=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    )
    language_basis: str = field(
        "Which vote decided the language: `cld2`, `langdetect`, both (`cld2+langdetect`), words that only "
        "one language has (`markers`), or none: `too_short`, or votes that do not agree (`none`).",
        "cld2",
        str_matches=r"^[a-z0-9_+]+$",
    )
    language_cld2: str = field("Vote of pycld2.", "id", null=True)
    language_cld2_score: pl.Float64 = field(
        "Share of the text that pycld2 gives to its vote.", 0.99, null=True, unit="0 to 1", ge=0, le=1
    )
    language_langdetect: str = field("Vote of langdetect; null where it was not asked.", "id", null=True)
    language_langdetect_score: pl.Float64 = field(
        "Probability that langdetect gives to its vote.", 0.9999, null=True, unit="0 to 1", ge=0, le=1
    )
    flags: Strings = field(
        "Doubts about the record: `no_title`; `low_confidence`, of the model in a part that was kept "
        "(below 0.6); `encoding_detected`, as the page is not UTF-8; `unreadable_characters`, which stand "
        "as U+FFFD; `mixed_language`; `weekday_mismatch`, a date that was another day of the week.",
        ["no_title"],
    )
    source_path: str = field(
        "File that the page was read from, below the path that was given.", "harian/2024-09.jsonl.gz"
    )
    source_row: pl.Int64 = field(
        "Number of the page's row or record in its file, from 1; null where the file is one page.",
        17,
        null=True,
        ge=1,
    )
    source_url: str = field(
        "Address of the page.", "https://kabar-sukamaju.example/patroli", null=True, same_as=["schema:url"]
    )
    source_sha256: str = field(
        "SHA-256 of the raw bytes, of the file or of the row's line; null where private data were taken out.",
        "9f" * 32,
        null=True,
        str_matches=SHA256,
    )
    source_bytes: pl.Int64 = field(
        "Length of the raw bytes; null where private data were taken out.",
        2542,
        null=True,
        unit="bytes",
        ge=0,
    )
    source_encoding: str = field("Encoding that the raw bytes were read in.", "utf-8")
    source_fetched_at: str = field(
        "When the page was fetched, as the source says, in UTC.", "2024-09-03T01:00:00Z", null=True
    )
    source_extra: str = field(
        "The row's other keys as they came, as a JSON object.", '{"crawler":"pagi"}', null=True, long=True
    )
    chars_total: pl.Int64 = field("Length of the page's text.", 100, unit="Unicode code points", ge=1)
    chars_kept: pl.Int64 = field(
        "Length of what became a field of the record.", 70, unit="Unicode code points", ge=1
    )
    chars_removed: pl.Int64 = field(
        "Length of what was removed, each part with its reason in `spans`.",
        20,
        unit="Unicode code points",
        ge=0,
    )
    chars_blank: pl.Int64 = field(
        "Length of the white space between the parts.", 10, unit="Unicode code points", ge=0
    )
    warta_version: str = field("Version of the program that made the record.", "0.1.0")
    rules_version: str = field("Hash of the cleaning rules that made the record.", "c0ffee0123456789")

    @pa.check(
        "authors", "editors", "captions", "tags", "credits", "election_phases", "flags", error="no_null_items"
    )
    def no_null_items(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Lists hold values, not gaps."""
        return data.lazyframe.select(has_no_null_items(data.key))

    @pa.dataframe_check(error="chars_add_up")
    def chars_add_up(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Kept, removed and blank characters are all of the page."""
        parts = pl.sum_horizontal("chars_kept", "chars_removed", "chars_blank")
        return data.lazyframe.select(parts == pl.col("chars_total"))

    @pa.dataframe_check(error="published_date_has_precision_and_basis")
    def published_date_has_precision_and_basis(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A day of publication comes with how exactly it is known and where it was read; none without."""
        known = pl.col("published_date").is_not_null()
        precise = pl.col("published_precision") != Precision.NONE.value
        based = pl.col("published_basis").is_not_null()
        return data.lazyframe.select((known == precise) & (known == based))

    @pa.dataframe_check(error="date_has_basis")
    def date_has_basis(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A date says what it is the day of; the day of publication goes before all others."""
        basis = pl.col("date_basis")
        known = pl.col("date").is_not_null() == (basis != DateBasis.NONE.value)
        published = pl.col("published_date").is_not_null() == (basis == DateBasis.PUBLISHED.value)
        same = (pl.col("date") == pl.col("published_date")).fill_null(True)
        return data.lazyframe.select(known & published & same)

    class Config:
        """Columns are exactly those declared."""

        name = "articles"
        strict = True
