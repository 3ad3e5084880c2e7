"""Raw Indonesian news pages to an open dataset.

Exit status: 0 done, 1 the data did not allow it, 2 wrong use. Each command imports what it needs when it
runs, so that looking at one page does not wait for the workflow engine.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeAlias

from warta import __version__
from warta.printable import discard, open_streams, tell
from warta.stopping import at_once, stopped
from warta.terms import TextRelease

_PORTS: Final = range(1, 2**16)
_PERIODS: Final = range(1, 366 * 86_400 + 1)
"""Seconds between two builds: a server that reckons with much longer ones leaves the calendar."""

_RELEASE: Final = "the folder of a release, or of releases: the latest"

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    open_streams()
    status = _status(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        discard(sys.stdout)
    except OSError as error:
        discard(sys.stdout)
        tell(f"warta: {_in_words(error)}")
        return 1
    return status


def _status(arguments: Sequence[str] | None) -> int:
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except KeyboardInterrupt:
        return stopped()
    except BrokenPipeError:  # the reader of our output has left: `warta spans … | head`
        return 0
    except OSError as error:
        tell(f"warta: {_in_words(error)}")
        return 1


def _in_words(error: OSError) -> str:
    """Where the system refused something, and why; Python would begin with a number."""
    said = str(error)
    if not said.startswith("[Errno "):  # ours say it in their own way
        return said
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="warta", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--version", action="version", version=f"warta {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = _command(commands, "build", "make a release from raw pages")
    _add_paths(build)
    _add_build_options(build)
    build.add_argument(
        "--workers", type=_positive, metavar="N", help="processes that build shards (default: one a core)"
    )
    build.add_argument(
        "--accept-gate",
        action="append",
        default=[],
        metavar="NAME",
        help="let the release pass this gate; the manifest says so",
    )
    build.add_argument(
        "--dask", type=_scheduler, metavar="tcp://HOST:PORT", help="run the shards on this Dask cluster"
    )
    build.set_defaults(run=_build)

    serve = _command(commands, "serve", "make releases on a schedule, against a Prefect server")
    _add_paths(serve)
    _add_build_options(serve)
    schedule = serve.add_mutually_exclusive_group(required=True)
    schedule.add_argument("--cron", help='when, for example "0 5 * * *" (UTC)')
    schedule.add_argument("--every", type=_seconds, metavar="15m", help="how often: 30s, 15m, 6h, 1d")
    serve.add_argument("--name", default="warta", help="name of the deployment (default warta)")
    serve.set_defaults(run=_serve)

    spans = _command(commands, "spans", "print the ledger of pages, a JSON object a line")
    _add_paths(spans)
    spans.set_defaults(run=_spans)

    facts = _command(commands, "facts", "print the facts of pages, a JSON object a line")
    _add_paths(facts)
    facts.set_defaults(run=_facts)

    explain = _command(commands, "explain", "show pages with what became of each part, and why")
    _add_paths(explain)
    explain.add_argument("--html", metavar="FILE", help="write a page to look at instead")
    explain.set_defaults(run=_explain)

    learn = _command(commands, "learn", "find the lines that recur on the pages of a site")
    _add_paths(learn)
    learn.add_argument(
        "--output", required=True, metavar="FILE", help="Parquet file for `warta build --furniture`"
    )
    learn.set_defaults(run=_learn)

    verify = _command(commands, "verify", "check a release from its files alone")
    verify.add_argument("release", metavar="RELEASE", type=_release, help=_RELEASE)
    verify.set_defaults(run=_verify)
    _add_following(commands)
    _add_removing(commands)
    _add_getting(commands)
    return parser


def _command(commands: _Commands, name: str, does: str) -> argparse.ArgumentParser:
    """A command that says what it does in the list of all and in its own help."""
    return commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")


def _add_getting(commands: _Commands) -> None:
    get = _command(commands, "get", "fetch a release, or a part of one, and check it")
    get.add_argument("source", metavar="SOURCE", help="a folder, s3://BUCKET/PREFIX or http(s)://…")
    get.add_argument("--table", action="append", default=[], metavar="NAME", help="only this table")
    get.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="CONDITION",
        help='only these months or rows, for example "month=2024-09" or "election=pilkada_2024"',
    )
    get.add_argument(
        "--to", metavar="DIR", type=Path, help="where to (default: a folder named for the release)"
    )
    get.set_defaults(run=_get)


def _add_following(commands: _Commands) -> None:
    diff = _command(commands, "diff", "say what is other in one release than in another")
    diff.add_argument("old", metavar="OLD", type=_release, help=_RELEASE)
    diff.add_argument("new", metavar="NEW", type=_release, help="another")
    diff.add_argument("--delta", metavar="FILE", type=Path, help="write what leads from OLD to NEW instead")
    diff.set_defaults(run=_diff)

    apply = _command(commands, "apply", "make a new release from an old one and a delta")
    apply.add_argument("old", metavar="OLD", type=_release, help="the release that the delta leads from")
    apply.add_argument("delta", metavar="FILE", type=Path, help="what `warta diff --delta` wrote")
    apply.add_argument("new", metavar="NEW", type=Path, help="the folder to make")
    apply.set_defaults(run=_apply)

    trace = _command(commands, "trace", "tell the whole story of one record")
    trace.add_argument("article_id", metavar="ARTICLE_ID", help="the id of an article, now or once")
    _add_output(trace)
    trace.set_defaults(run=_trace)


def _add_removing(commands: _Commands) -> None:
    takedown = _command(commands, "takedown", "keep an article, a page or an outlet out of releases")
    takedown.usage = "%(prog)s [-h] (ARTICLE_ID | --url URL | --outlet NAME) --reason REASON [--output DIR]"
    what = takedown.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "article_id", nargs="?", type=_article_id, metavar="ARTICLE_ID", help="the article with this id"
    )
    what.add_argument("--url", type=_url, help="the page at this address, whatever its text")
    what.add_argument(
        "--outlet", type=_words, metavar="NAME", help="all pages of an outlet, by any of its names"
    )
    takedown.add_argument("--reason", type=_words, required=True, help="why; purged releases publish it")
    purge = _command(commands, "purge", "take what was taken down out of past releases")
    for parser, run in ((takedown, _takedown), (purge, _purge)):
        _add_output(parser)
        parser.set_defaults(run=run)


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output", type=_folder, default="output", metavar="DIR", help="where releases are (default output)"
    )


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=_words, metavar="PATH", help="files, folders or globs of raw pages"
    )


def _add_build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output",
        type=_words,
        default="output",
        metavar="DIR",
        help="where releases go: a folder, or s3://BUCKET/PREFIX (default output)",
    )
    parser.add_argument(
        "--work",
        type=_words,
        metavar="DIR",
        help="where releases for a bucket are made (default: in the user's cache)",
    )
    parser.add_argument("--shard-size", type=_positive, default=2_500, metavar="N", help=argparse.SUPPRESS)
    parser.add_argument(
        "--furniture", metavar="FILE", help="what `warta learn` found on the sites, to be removed"
    )
    parser.add_argument(
        "--text-release",
        choices=[release.value for release in TextRelease],
        default=TextRelease.FULL.value,
        help="what is published of texts whose outlet has no entry in the table of outlets (default full)",
    )
    parser.add_argument(
        "--reject-copies", action="store_true", help="list exact copies as rejects, not as duplicates"
    )


def _diff(options: argparse.Namespace) -> int:
    with at_once():
        from warta.following import print_diff
    return print_diff(options.old, options.new, options.delta)


def _apply(options: argparse.Namespace) -> int:
    with at_once():
        from warta.following import apply
    return apply(options.old, options.delta, options.new)


def _trace(options: argparse.Namespace) -> int:
    with at_once():
        from warta.following import print_trace
    return print_trace(options.output, options.article_id)


def _takedown(options: argparse.Namespace) -> int:
    with at_once():
        from warta.removing import take_down_and_tell
    return take_down_and_tell(options)


def _purge(options: argparse.Namespace) -> int:
    with at_once():
        from warta.removing import purge_and_tell
    return purge_and_tell(options.output)


def _article_id(value: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{32}", value):
        raise argparse.ArgumentTypeError(f"{value!r} is no id of an article: 32 digits of 0-9 and a-f")
    return value


def _url(value: str) -> str:
    if not re.match(r"https?://[^\s/]", value, re.IGNORECASE):
        raise argparse.ArgumentTypeError(f"{value!r} is no address: it begins with http:// or https://")
    return value


def _folder(value: str) -> Path:
    if "://" in value:
        raise argparse.ArgumentTypeError(
            f"{value} is no folder: name the one that builds for it work in, which their --work says;"
            " by default it is below ~/.cache/warta/outputs"
        )
    return Path(value)


def _release(value: str) -> Path:
    if "://" in value:
        raise argparse.ArgumentTypeError(f"{value} is no folder: fetch the release with `warta get` first")
    return Path(value)


def _words(value: str) -> str:
    if not value.strip():
        raise argparse.ArgumentTypeError("must not be empty")
    return value


def _get(options: argparse.Namespace) -> int:
    with at_once():
        from warta.getting import get
    return get(options.source, options.table, options.where, options.to)


def _positive(value: str) -> int:
    if not re.fullmatch(r"0*[1-9][0-9]{0,8}", value):  # what counts processes takes no number from 2^31 on
        raise argparse.ArgumentTypeError(f"{value!r} is no number from 1 to 999,999,999")
    return int(value)


def _scheduler(value: str) -> str:
    port = re.fullmatch(r"[a-z]+://[^\s/]+:([0-9]{1,5})", value)
    if not port or int(port[1]) not in _PORTS:
        raise argparse.ArgumentTypeError(f"{value!r} is no address of a scheduler: write tcp://HOST:PORT")
    return value


def _seconds(value: str) -> int:
    units = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
    written = re.fullmatch(r"([0-9]{1,9})([smhd])", value)
    seconds = int(written[1]) * units[written[2]] if written else 0
    if seconds not in _PERIODS:
        raise argparse.ArgumentTypeError(
            f"{value!r} is no period of at most 366 days: write 30s, 15m, 6h or 1d"
        )
    return seconds


def _build(options: argparse.Namespace) -> int:
    with at_once():
        from flows.command import build
    return build(options)


def _serve(options: argparse.Namespace) -> int:
    with at_once():
        from flows.command import serve
    return serve(options)


def _spans(options: argparse.Namespace) -> int:
    with at_once():
        from warta.looking import print_spans
    return print_spans(options.paths)


def _facts(options: argparse.Namespace) -> int:
    with at_once():
        from warta.looking import print_facts
    return print_facts(options.paths)


def _explain(options: argparse.Namespace) -> int:
    with at_once():
        from warta.looking import explain
    return explain(options.paths, options.html)


def _learn(options: argparse.Namespace) -> int:
    with at_once():
        from warta.looking import learn
    return learn(options.paths, options.output)


def _verify(options: argparse.Namespace) -> int:
    with at_once():
        from warta.verifying import verify_and_tell
    return verify_and_tell(options.release)
