"""Where releases live, and how they come from there.

    with open_store("s3://bucket/prefix") as store:
        store.prepare(tell)
        release = …  # publish to `store.folder`
        store.publish(release, tell)

    found = find_release(source_at("https://…"))
    problems = download(found, folder, found.manifest.files, tell)

A `Store` is written to, a `Source` is read from. Whatever goes wrong with either is a `StoreError`.
"""

from warta.publishing.stores.download import Tell, download
from warta.publishing.stores.finding import Found, find_release, release_in
from warta.publishing.stores.sources import source_at
from warta.publishing.stores.store import Store, check_place, open_store
from warta.publishing.stores.tables import data_files, month_of, read_table
from warta.publishing.stores.work import bucket_of, default_folder

__all__ = [
    "Found",
    "Store",
    "Tell",
    "bucket_of",
    "check_place",
    "data_files",
    "default_folder",
    "download",
    "find_release",
    "month_of",
    "open_store",
    "read_table",
    "release_in",
    "source_at",
]
