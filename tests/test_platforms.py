"""What one system has and another has not is asked for before it is used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import argmap
from argmap.diagnostics import WorldError
from argmap.pipeline.files import write_atomic

PACKAGE = Path(argmap.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
UNIX_MODULES = frozenset(
    [
        "crypt",
        "curses",
        "fcntl",
        "grp",
        "posix",
        "pty",
        "pwd",
        "readline",
        "resource",
        "syslog",
        "termios",
        "tty",
    ]
)
UNIX_NAMES = {
    "os": (
        "WEXITSTATUS WIFEXITED WIFSIGNALED WNOHANG WTERMSIG chown chroot confstr fchmod fchown fork forkpty getegid geteuid getgid "
        "getgroups getloadavg getpgid getresuid getsid getuid initgroups killpg lchown lockf major mkfifo mknod nice openpty pathconf "
        "pipe2 posix_fadvise posix_spawn pread pwrite sched_getaffinity sched_setaffinity sendfile setegid seteuid setgid setgroups "
        "setpgid setpriority setresuid setsid setuid statvfs sync sysconf ttyname uname wait waitid O_CLOEXEC O_DIRECTORY O_NOFOLLOW "
        "O_NONBLOCK O_SYNC O_TMPFILE"
    ),
    "signal": "SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGUSR1 SIGUSR2 SIGXCPU SIGXFSZ alarm pause setitimer sigwait",
    "time": "tzset clock_settime pthread_getcpuclockid",
    "select": "epoll kqueue poll",
    "socket": "AF_UNIX socketpair",
}
UNIX_ARGUMENTS = frozenset(["preexec_fn", "start_new_session", "pass_fds", "process_group"])
UNIX_WORDS = frozenset(["/dev/null", "/tmp", "/etc", "/proc"])  # noqa: S108 - what is looked for
GUARDS = ("hasattr", "sys.platform", "os.name", "ImportError", "AttributeError")


def _unix(node: ast.AST) -> Iterator[str]:
    """What a piece of code uses that Windows has not."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in UNIX_MODULES)
    elif isinstance(node, ast.ImportFrom):
        known = UNIX_NAMES.get(node.module or "", "").split()
        yield from (alias.name for alias in node.names if alias.name in known or node.module in UNIX_MODULES)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.attr in UNIX_NAMES.get(node.value.id, "").split():
            yield f"{node.value.id}.{node.attr}"
    elif isinstance(node, ast.keyword) and node.arg in UNIX_ARGUMENTS:
        yield str(node.arg)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from (word for word in UNIX_WORDS if node.value == word or node.value.startswith(f"{word}/"))


def _unguarded(text: str) -> list[str]:
    """Uses outside a function that asks what system it runs on, or catches what is missing."""
    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    guarded = {
        id(part)
        for function in functions
        if any(guard in ast.unparse(function) for guard in GUARDS)
        for part in ast.walk(function)
    }
    return [name for node in ast.walk(tree) if id(node) not in guarded for name in _unix(node)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_call_of_unix_without_its_branch(path: Path) -> None:
    """Whatever Windows has not stands in a function that asks for it."""
    assert _unguarded(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import fcntl", ["fcntl"]),
        ("from os import geteuid", ["geteuid"]),
        ("def f():\n    return os.getuid()", ["os.getuid"]),
        ("def f():\n    return os.getuid() if hasattr(os, 'getuid') else 0", []),
        ("def f():\n    try:\n        import resource\n    except ImportError:\n        return", []),
        ("signal.signal(signal.SIGHUP, f)", ["signal.SIGHUP"]),
        ("subprocess.run(x, start_new_session=True)", ["start_new_session"]),
        ("open('/dev/null')", ["/dev/null"]),
        ("os.umask(0)", []),
    ],
)
def test_the_test_above_finds_them(code: str, found: list[str]) -> None:
    """A guard in another function is none."""
    assert _unguarded(code) == found


def test_texts_are_read_and_written_in_utf_8() -> None:
    """No file is opened as text in whatever encoding the system prefers."""
    wrong = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                named = {keyword.arg for keyword in node.keywords}
                if (
                    node.func.attr in {"read_text", "write_text"}
                    and "encoding" not in named
                    and not node.args[1:]
                ):
                    wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Word does on Windows: it is said, the old file stays, and nothing is left beside it."""

    def held(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "out.docx").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(WorldError, match=r"out\.docx cannot be written: Permission denied"):
        write_atomic(str(tmp_path / "out.docx"), b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("out.docx", b"old")]
