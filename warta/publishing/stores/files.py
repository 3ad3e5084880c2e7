"""Files of a folder or of an S3 bucket, through pyarrow's file systems."""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pyarrow import fs

from warta.publishing.errors import NotThereError, StoreError

_PIECE: Final = 2**20
_ATTEMPTS: Final = 10
"""How often a request to S3 is made before it fails; the waits between double.

The SDK's standard strategy is not for this: it gives up at once where many requests of a process have failed.
"""


class Files:
    """Files below one folder of a file system.

    Attributes:
        where: The folder, as a person would write it.
        folder: The folder, where it is one of this machine.
    """

    def __init__(self, files: fs.FileSystem, where: str, folder: Path | None = None) -> None:
        self._files = files
        self.where = where
        self.folder = folder

    def stream(self, path: str, start: int) -> Iterator[bytes]:
        """The bytes of a file from `start` on; see `Source`."""
        with self._speaking("read", path), self._files.open_input_file(path) as file:
            if start > file.size():
                raise StoreError(f"{self.where}/{path}: ends before byte {start:,}")
            file.seek(start)
            while piece := file.read(_PIECE):
                yield piece

    def sha256(self, path: str) -> str:
        """SHA-256 of a file as it is there."""
        digest = hashlib.sha256()
        for piece in self.stream(path, 0):
            digest.update(piece)
        return digest.hexdigest()

    def below(self, folder: str) -> Mapping[str, fs.FileInfo]:
        """What is known of every file below a folder, by its path from there; empty where there is none."""
        with self._speaking("read", folder):
            found = self._files.get_file_info(fs.FileSelector(folder, allow_not_found=True, recursive=True))
        return {info.path.removeprefix(f"{folder}/"): info for info in found if info.type is fs.FileType.File}

    def put(self, path: str, content: bytes | Path) -> None:
        """Write a file, in one step for readers.

        Raises:
            StoreError: It cannot be written, after several attempts.
        """
        with self._speaking("write", path), self._files.open_output_stream(path, compression=None) as file:
            if isinstance(content, bytes):
                file.write(content)
                return
            with content.open("rb") as source:
                while piece := source.read(_PIECE):
                    file.write(piece)

    def delete(self, path: str) -> None:
        """Delete a file, where there is one."""
        with suppress(NotThereError), self._speaking("delete", path):
            self._files.delete_file(path)

    def delete_below(self, folder: str) -> None:
        """Delete a folder with all that is in it, where there is one."""
        if self.below(folder):
            with self._speaking("delete", folder):
                self._files.delete_dir(folder)

    @contextmanager
    def _speaking(self, act: str, path: str) -> Iterator[None]:
        """Say in one line what could not be done to which file."""
        try:
            yield
        except StoreError:
            raise
        except FileNotFoundError as error:
            raise NotThereError(f"{self.where}/{path}: no such file") from error
        except OSError as error:
            raise StoreError(f"cannot {act} {self.where}/{path}: {_plain(error)}") from error


def in_folder(location: str) -> Files:
    """The files of a folder on this machine."""
    folder = Path(location).absolute()
    return Files(fs.SubTreeFileSystem(str(folder), fs.LocalFileSystem()), location, folder)


def in_bucket(location: str) -> Files:
    """The files of `s3://bucket/prefix`; how to get there is in the usual environment variables.

    Raises:
        StoreError: The location names no bucket.
    """
    parts = urlsplit(location)
    if not parts.netloc:
        raise StoreError(f"{location} names no bucket: write s3://BUCKET/PREFIX")
    folder = f"{parts.netloc}{parts.path}".rstrip("/")
    bucket = fs.S3FileSystem(
        endpoint_override=os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL"),
        retry_strategy=fs.AwsDefaultS3RetryStrategy(max_attempts=_ATTEMPTS),
        allow_delayed_open=True,  # small files in one request
    )
    return Files(fs.SubTreeFileSystem(folder, bucket), f"s3://{folder}")


def _plain(error: OSError) -> str:
    """What pyarrow says, without the number of the request and what follows the first line."""
    line = (error.strerror or str(error)).splitlines()[0]
    return re.sub(r"^When .*?: (?=AWS Error)| \(Request ID: .*", "", line)
