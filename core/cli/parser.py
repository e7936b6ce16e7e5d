"""The arguments of the ``debrief`` command, with their help."""

import argparse

from core import __version__
from core.cli import (
    alert,
    backup,
    commands,
    doctor,
    forgetting,
    hints,
    import_reports,
    keeping,
    keys,
    people,
    remind,
    serve,
    similar,
    timeline,
)
from core.cli.values import ValueParser
from core.domain.alerts.registry import READERS
from core.domain.people.mentions import INSTEAD
from core.domain.postmortem import Severity
from core.services.exchange.formats import FORMATS


def build_parser() -> argparse.ArgumentParser:
    parser = ValueParser(
        prog="debrief",
        description="A timed, blameless 20-minute incident postmortem that everybody writes together.",
        epilog="DEBRIEF_DATA or DEBRIEF_DATABASE_URL say which database; docs/settings.md has all settings.",
    )
    parser.add_argument("--version", action="version", version=f"debrief {__version__}")
    verbs = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _new(verbs.add_parser("new", help="make a postmortem and print its links"))
    _json(_to(verbs.add_parser("list", help="list all postmortems"), commands.list_all))
    _to(verbs.add_parser("demo", help="add the finished example"), commands.demo)
    _export(verbs.add_parser("export", help="write a postmortem into a file"))
    _import(verbs.add_parser("import", help="bring in old reports, or a JSON export of Debrief"))
    _timeline(verbs.add_parser("timeline", help="read a chat, a log or a table as rows of a timeline"))
    _alert(verbs.add_parser("alert", help="say what a message of an alerting tool would do; nothing is stored"))
    _similar(verbs.add_parser("similar", help="earlier incidents like the one that is described"))
    _closed(verbs.add_parser("closed", help="who may know of a closed postmortem; let somebody in, open it again"))
    _audit(verbs.add_parser("audit", help="print who did what in this workspace, without any words of a meeting"))
    _people(verbs.add_parser("people", help="who signs in through the provider; sign somebody out everywhere"))
    _purge(verbs.add_parser("purge", help="delete for good what lay in the trash for long enough"))
    _forget(verbs.add_parser("forget-person", help="put other words in the place of one person's name, everywhere"))
    _doctor(verbs.add_parser("doctor", help="check what is stored, the computer and the configuration"))
    _backup(verbs.add_parser("backup", help="write everything into one file, also while people type"))
    _restore(verbs.add_parser("restore", help="make the database what a backup says"))
    _remind(verbs.add_parser("remind", help="print what is overdue and what is due this week, for cron"))
    _hints(verbs.add_parser("hints", help="write the team's tuning of hints into a file, or let a file replace it"))
    _to(verbs.add_parser("serve", help="run the server at DEBRIEF_HOST and DEBRIEF_PORT"), serve.run)
    _key(verbs.add_parser("key", help="print the link that opens the workspace, or a key for tools that send alerts"))
    return parser


def _new(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, commands.new))
    parser.add_argument("title", metavar="TITLE", help="what broke, in a few words")
    parser.add_argument("--severity", type=str.upper, choices=[item.value for item in Severity], help="P1, P2 or P3")
    parser.add_argument("--started", metavar="ISO", help="when it began, for example 2026-11-23T03:14+01:00")
    parser.add_argument("--zone", default="UTC", help="time zone that times are shown in, for example Europe/Berlin")


def _export(parser: argparse.ArgumentParser) -> None:
    _to(parser, commands.export)
    parser.add_argument("id", metavar="ID", help="the postmortem, as `debrief list` shows it")
    parser.add_argument("--format", default="md", help=f"md (the default) or another of {', '.join(FORMATS)}")
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="the file to write; - is the output")


def _import(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, import_reports.run))
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", help="Markdown, text, folder, zip, or a JSON export; - is it"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would come in, and store nothing")
    parser.add_argument("--zone", default="UTC", help="time zone of times without one, for example Europe/Berlin")


def _timeline(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, timeline.run))
    parser.add_argument("file", metavar="FILE", help="text, CSV, JSON export of a chat, ICS; - is the input")
    parser.add_argument("--zone", help="time zone of times without one, for example Europe/Berlin")
    parser.add_argument("--reference", metavar="YYYY-MM-DD", help="the day of the incident, for times without one")
    parser.add_argument("--pasted-at", metavar="ISO", help="when it was copied, for “Yesterday” and “3 hours ago”")
    parser.add_argument("--t0", metavar="ISO", help="when the incident began, for “T+5”")
    parser.add_argument("--add", metavar="ID", help="add the rows to this postmortem")


def _alert(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, alert.run))
    parser.add_argument("source", metavar="SOURCE", help=f"the tool: {', '.join(READERS)}")
    parser.add_argument("file", metavar="FILE", help="the body as the tool sends it; - is the input")
    parser.add_argument(
        "--header", action="append", default=[], metavar="'NAME: VALUE'", help="a header of the request"
    )


def _similar(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, similar.run))
    parser.add_argument("--title", required=True, help="what broke, in a few words")
    parser.add_argument("--summary", default="", help="what is known so far, in a sentence")
    parser.add_argument("--services", default="", metavar="A,B", help="the services that are hit")
    parser.add_argument("--before", metavar="DATE", help="only incidents known before this ISO date or moment")


def _closed(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, keeping.closed))
    parser.add_argument("id", metavar="ID", help="the postmortem, as `debrief list` shows it")
    parser.add_argument("--add", metavar="WHO", help="let in, to lead, by name or id: who asks or was there before")
    parser.add_argument("--remove", metavar="WHO", help="take out, by name or id")
    parser.add_argument("--open-again", action="store_true", help="for everybody, as if it had never been closed")


def _audit(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, keeping.audit))
    parser.add_argument("--since", metavar="DATE", help="only from this ISO date or moment on")


def _people(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, people.run))
    parser.add_argument("--sign-out", metavar="WHO", help="out of all browsers at once, by name or id")
    parser.add_argument("--sign-out-everybody", action="store_true", help="everybody, who then sign in again")


def _purge(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, keeping.purge))
    parser.add_argument("--all", action="store_true", help="everything in the trash, however young")
    parser.add_argument("--dry-run", action="store_true", help="say what would go, and delete nothing")


def _forget(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, forgetting.run))
    parser.add_argument("name", metavar="NAME", help="the whole name, as it is written")
    parser.add_argument("--as", dest="instead", default=INSTEAD, metavar="WORDS", help=f"“{INSTEAD}”, if not given")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")


def _doctor(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, doctor.run))
    parser.epilog = "Exit code: 0 well, also with warnings; 1 something fails or cannot be read."
    parser.add_argument("--reproject", action="store_true", help="make every record again from its document")


def _remind(parser: argparse.ArgumentParser) -> None:
    _json(_to(parser, remind.run))
    parser.add_argument("--webhook", action="store_true", help="send it to the webhooks for overdue action items")
    parser.add_argument("--mail", action="store_true", help="tell owners who gave an address what is new of theirs")
    parser.epilog = "Exit code: 0 nothing is overdue, 3 something is, 1 it did not work."


def _hints(parser: argparse.ArgumentParser) -> None:
    _to(parser, hints.run)
    parser.add_argument("do", choices=["export", "import"], help="export into the file, or import from it")
    parser.add_argument("file", metavar="FILE", help="JSON with rules, mutes and thresholds; - is output or input")


def _backup(parser: argparse.ArgumentParser) -> None:
    _to(parser, backup.back_up)
    parser.add_argument(
        "file",
        metavar="PATH",
        nargs="?",
        help="the file to write, replacing one; with --keep a folder, or data/backups",
    )
    parser.add_argument("--keep", type=int, metavar="N", help="keep the newest N backups in a folder, for cron")
    parser.add_argument("--verify", action="store_true", help="write nothing: try the backup that PATH is")
    parser.epilog = "Each backup is restored for a try before it counts. Exit code: 0 it is good, 1 it is not."


def _restore(parser: argparse.ArgumentParser) -> None:
    _to(parser, backup.bring_back)
    parser.add_argument("file", metavar="FILE", help="what `debrief backup` wrote")
    parser.add_argument("--replace", action="store_true", help="throw away what is in the database now")


def _key(parser: argparse.ArgumentParser) -> None:
    _to(parser, keys.run)
    parser.add_argument("--create-only", action="store_true", help="a key that can send alerts and read nothing")
    parser.add_argument("--source", default="", help="for this tool alone, such as alertmanager")
    parser.add_argument("--renew", action="store_true", help="make a new one; the old one opens nothing from then on")


def _json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    return parser


def _to(parser: argparse.ArgumentParser, run: commands.Run) -> argparse.ArgumentParser:
    parser.set_defaults(run=run)
    return parser
