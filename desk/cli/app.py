# SPDX-License-Identifier: Apache-2.0
"""The frame of the ``desk`` command: common options, output, and the one painter of errors.

Results go to stdout, as text or with ``--json`` as one object; an error is one sentence on stderr.
Exit codes: 1 a checked file is not sound, 2 the desk or the command line refused, 3 the machine is in trouble, 70 a bug.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from desk import __version__
from desk.cli.speech import places, speaking
from desk.domain.kinds import LanguageMode
from desk.errors import N_, AtField, Refusal, Told
from desk.paths import default_desk, read_named
from desk.services.desk import Desk
from desk.services.keeping.looking_back import OlderFile
from desk.storage.files import trouble_of
from desk.text import LANGUAGES, Catalogue, catalogue

STDIN = "-"
_LONGEST = 400
_LONGEST_SECRET = 1_000_000
PATH = click.Path(path_type=Path, readable=False)
"""A file or folder; whether it can be read or written is said by whoever does so."""
COMMANDS = {
    "countries": "countries",
    "due": "law",
    "rules": "law",
    "letter": "letters",
    "take-in": "letters",
    "init": "file",
    "today": "today",
    "request": "requests",
    "consent": "consents",
    "transfer": "transfers",
    "localisation": "localisation",
    "harm": "harm",
    "client": "clients",
    "disclosure": "disclosures",
    "assignment": "assignments",
    "third-parties": "third_parties",
    "paper": "papers",
    "destruction": "destruction",
    "commission": "commission",
    "scan": "scan",
    "sign": "sign",
    "verify": "sign",
    "issuer": "issuers",
    "test-certificate": "issuers",
    "journal": "file",
    "backup": "file",
    "passphrase": "file",
    "people": "file",
    "person": "persons",
    "tour": "tour",
}
"""Each command and the module of this package that has it: modules load only when they are used."""


@dataclass
class Session:
    """What the common options said, wherever on the command line they stood."""

    folder: Path | None = None
    passphrase_file: str = ""
    recovery_file: str = ""
    lang: str = ""
    older: bool = False
    paper_lang: str = ""
    """What the user chose; empty where he said nothing."""
    as_json: bool = False

    @property
    def words(self) -> Catalogue:
        """The catalogue of the messages' language: the option, the system's language, English."""
        names = ("LC_ALL", "LC_MESSAGES", "LANG")
        system = next(filter(None, map(os.environ.get, names)), "")
        return catalogue(self.lang or ("ru" if system.startswith("ru") else "en"))

    def mode(
        self, desk: Desk | None = None, request: int | None = None, replaces: int | None = None
    ) -> LanguageMode:
        """The language mode of a paper: the option, else what the desk would propose."""
        if self.paper_lang or desk is None:
            return LanguageMode(self.paper_lang or "ru")
        from desk.services.paper.languages import proposed_language

        return proposed_language(desk, request, replaces).mode

    def show(self, result: object, text: str) -> None:
        """Print one result: as JSON, or as text for a person."""
        if self.as_json:
            plain_only = not (sys.stdout.encoding or "").lower().startswith("utf")
            text = json.dumps(result, ensure_ascii=plain_only, indent=2)
        click.echo(text or self.words.gettext(N_("Nothing to show.")))

    def passphrase(self, *, confirm: bool = False) -> str:
        """The passphrase from the file, from stdin for ``-``, or from a prompt."""
        if self.passphrase_file == STDIN:
            return sys.stdin.readline().rstrip("\r\n")
        if self.passphrase_file:
            return _first_line(Path(self.passphrase_file))
        if not sys.stdin.isatty():
            raise Refusal(N_("Give the passphrase with --passphrase-file FILE (or - for stdin)."))
        prompt = self.words.gettext(N_("Passphrase"))
        return str(click.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True))

    def open(self) -> Desk:
        """The desk, opened with the passphrase or, where a file has it, with the recovery code."""
        from desk.services.keeping.upkeep import open_desk, open_with_recovery

        folder = self.folder or default_desk()
        if not self.recovery_file:
            return open_desk(folder, self.passphrase(), older=self.older)
        typed = Session(passphrase_file=self.recovery_file).passphrase()
        return open_with_recovery(folder, typed, older=self.older)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The open desk, with a warning where it is not safe; closed, and backed up, at the end."""
        from desk.services.keeping.upkeep import close_desk, warnings_at_opening

        desk = self.open()
        try:
            for warning in warnings_at_opening(desk):
                click.echo(self.words.tell(warning), err=True)
            yield desk
        finally:
            close_desk(desk)


def session() -> Session:
    """The session of the running command."""
    return click.get_current_context().find_root().ensure_object(Session)


def _store(name: str) -> Callable[[click.Context, click.Parameter, object], None]:
    def keep(context: click.Context, _parameter: click.Parameter, value: object) -> None:
        if value not in (None, False):
            setattr(context.find_root().ensure_object(Session), name, value)

    return keep


def _common() -> list[click.Parameter]:
    """The options every command takes; a value given twice is the last one's."""
    return [
        _kept("folder", "--desk", type=PATH, help="The folder of the desk."),
        _kept(
            "passphrase_file",
            "--passphrase-file",
            help="The file whose first line is the passphrase, or - for stdin.",
        ),
        _kept(
            "recovery_file",
            "--recovery-file",
            help="The file whose first line is the recovery code, or - for stdin.",
        ),
        _kept(
            "older",
            "--older",
            is_flag=True,
            help="Open the desk although its file is older than the one last closed here.",
        ),
        _kept(
            "lang",
            "--lang",
            type=click.Choice(LANGUAGES),
            is_eager=True,
            help="Language of messages.",
        ),
        _kept(
            "paper_lang",
            "--paper-lang",
            type=click.Choice([mode.value for mode in LanguageMode]),
            help="Language of papers; without it that of the request’s answer, or of the settings.",
        ),
        _kept("as_json", "--json", is_flag=True, help="Print one JSON object."),
    ]


def _kept(name: str, flag: str, **more: Any) -> click.Option:  # noqa: ANN401 -- click's own keywords
    """An option whose value the session keeps under ``name``."""
    return click.Option([flag, name], expose_value=False, callback=_store(name), **more)


COMMON = _common()


class LazyGroup(click.Group):
    """The top command: imports the module of a command when it is called or described."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, without importing one."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and find the command in it."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"desk.cli.{COMMANDS[cmd_name]}")
        command = getattr(module, cmd_name.replace("-", "_"))
        if not isinstance(command, click.Command):
            raise TypeError(cmd_name)
        return speaking(command, ctx.find_root().ensure_object(Session).words, COMMON)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="desk")
def desk_command() -> None:
    """Help a small operator meet its duties under the Russian law on personal data, offline, in one encrypted file."""


def first_line_of(path: Path) -> str:
    """The first line of a file that holds a secret; raises what reading and decoding raise."""
    return read_named(path, _LONGEST_SECRET).decode("utf-8-sig").split("\n", 1)[0].rstrip("\r")


def _first_line(path: Path) -> str:
    try:
        return first_line_of(path)
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(N_("The file {path} cannot be read."), path=path.as_posix()) from error


def read_file(path: Path, limit: int = 64 * 1024 * 1024) -> bytes:
    """The bytes of a file the user named; too large or unreadable is a refusal."""
    try:
        content = read_named(path, limit + 1)
    except IsADirectoryError as error:
        raise Refusal(N_("{path} is a folder, not a file."), path=path.as_posix()) from error
    except (OSError, ValueError) as error:
        raise Refusal(N_("The file {path} cannot be read."), path=path.as_posix()) from error
    if len(content) > limit:
        raise Refusal(N_("The file {path} is larger than 64 MB."), path=path.as_posix())
    return content


def named_file(path: Path | None) -> tuple[str, bytes] | None:
    """Name and bytes of a file, where the user named one."""
    return (path.name, read_file(path)) if path else None


def _words(arguments: list[str]) -> Catalogue:
    """The language of an error before or after options were parsed."""
    for place, argument in enumerate(arguments):
        value = argument.partition("=")[2] or "".join(arguments[place + 1 : place + 2])
        if argument.split("=")[0] == "--lang" and value in LANGUAGES:
            return catalogue(value)
    return Session().words


def _named(parameter: click.Parameter, error: click.UsageError, words: Catalogue) -> str:
    hint = parameter.get_error_hint(error.ctx or click.Context(desk_command))
    return places(hint.replace("'", ""), words)


def _usage(error: click.ClickException, words: Catalogue) -> str:
    """One sentence for a command line that cannot be understood."""
    match error:
        case click.NoSuchOption():
            return words.say(N_("There is no option {option}."), option=error.option_name)
        case click.MissingParameter(param=click.Parameter() as parameter):
            return words.say(
                N_("{parameter} is missing; see desk --help."),
                parameter=_named(parameter, error, words),
            )
        case click.BadParameter(param=click.Parameter() as parameter):
            return words.say(
                N_("{parameter} cannot be this value; see desk --help."),
                parameter=_named(parameter, error, words),
            )
        case click.UsageError():
            return words.gettext(N_("There is no such command or argument; see desk --help."))
        case _:
            return error.format_message()


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console of another alphabet shows “?” for what it lacks; that is no reason to fail.
            stream.reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code; every error becomes one sentence on stderr."""
    words = _words(arguments)
    if any("\0" in argument for argument in arguments):
        return _complain(words.gettext(N_("No argument can hold the character NUL.")), 2)
    try:
        spoken = speaking(desk_command, words, COMMON)
        ended = spoken.main(
            arguments, prog_name="desk", standalone_mode=False, obj=Session(lang=words.language)
        )
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.Abort:
        return 2
    except click.ClickException as error:
        return _complain(_usage(error, words), 2)
    except Refusal as error:
        return _complain(_refused(error, words, arguments), 2)
    except Told as error:
        return _complain(words.tell(error), 3)
    except BrokenPipeError:
        return 3
    except OSError as error:
        return _complain(words.tell(trouble_of(error)), 3)
    except Exception as error:  # noqa: BLE001, RUF100 -- the last painter: a bug becomes a crash file
        return _bug(error, words, arguments)
    return ended if isinstance(ended, int) else 0


def _beyond(arguments: list[str]) -> str:
    """What in the arguments no desk can hold, where there is any; as the name of a file it would do."""
    if any(re.search("[\ud800-\udfff]", argument) for argument in arguments):
        return N_("An argument contains bytes that are not valid UTF-8.")
    if any(re.search(r"\d{19}", argument) for argument in arguments):
        return N_("A number among the arguments is too large.")
    return ""


def _refused(error: Refusal, words: Catalogue, arguments: list[str]) -> str:
    """The sentence; where it says “this”, as beside a field of the window, what it blames, too."""
    if isinstance(error, OlderFile):
        return words.say(N_("{why} Add --older to open it all the same."), why=error)
    sentence, field = words.tell(error), error.field or ""
    if not isinstance(error, AtField) or not field or "." in field:
        return sentence
    given, known = _options(field, arguments)
    # What is no option of the command is a key of the file, though another option bears its name.
    if not (given and known) and any(".toml" in argument for argument in arguments):
        given, known = "", field
    blamed = given or known
    return f"{sentence} ({blamed})" if blamed else sentence


def _options(field: str, arguments: list[str]) -> tuple[str, str]:
    """The option of a field, which may be called otherwise: where it was given, and where there is one."""
    command: click.Command = desk_command
    for argument in arguments:
        if isinstance(command, click.Group):
            command = command.get_command(click.Context(command), argument) or command
    options = (each for each in command.params if isinstance(each, click.Option))
    # A list is a field in the plural, and an option that is given once for each.
    called = {field, field.removesuffix("s"), re.sub("ies$", "y", field)}
    known = next((each.opts[0] for each in options if each.name in called), "")
    given = {argument.partition("=")[0] for argument in arguments}
    spelled = (known, f"--{field}".replace("_", "-"))
    return next((each for each in spelled if each in given), ""), known


def _complain(sentence: str, code: int) -> int:
    """Say one sentence on stderr, in one line and not endless whatever was typed; returns the exit code."""
    line = " ".join(sentence.encode("utf-8", "replace").decode("utf-8").split())
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"
    click.echo(line, err=True)
    return code


def _bug(error: Exception, words: Catalogue, arguments: list[str]) -> int:
    from desk.crash import write_crash

    if isinstance(error, UnicodeEncodeError | OverflowError) and (fault := _beyond(arguments)):
        return _complain(words.gettext(fault), 2)
    path = write_crash(error)
    sentence = N_(
        "The program failed because of an error of its own. Nothing was half saved. Report: {path}"
    )
    return _complain(words.say(sentence, path=path.as_posix() if path else "—"), 70)
