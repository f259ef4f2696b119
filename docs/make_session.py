"""Record the session that the README shows, from the real program: python docs/make_session.py

Writes session.txt, session.svg and timeline.svg beside this file. Needs rich, of the group docs.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

HERE = Path(__file__).parent
COLUMNS = 80
NAME = "6_thread_with_args.py"
WRONG = """\
import threading


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    thread.join()


def run_each(func, vals):
    for val in vals:
        run_with_arg(func, val)
"""
MENDED = (
    WRONG.partition("    for val")[0]
    + """\
    threads = [threading.Thread(target=func, args=(val,)) for val in vals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
)
PROGRAM = "from grader.cli.main import run; run()"
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.S)
"""What a picture would fetch from elsewhere: it is drawn with a font of the reader's own."""
TAKEN_BACK = re.compile(r"[^\n]*\r\x1b\[K")


def printed(folder: Path, words: str) -> str:
    """Return what a command prints on a terminal, with its colours."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    variables = {**os.environ, "KATA_HOME": str(folder / "home"), "TERM": "xterm-256color"}
    for name in ("COLUMNS", "NO_COLOR", "KATA_PLAIN"):
        variables.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words.split()[1:]],
        cwd=folder, env=variables, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    data = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # the program has ended
            more = b""
        if not more:
            break
        data += more
    process.wait()
    os.close(ours)
    return TAKEN_BACK.sub("", data.decode("utf-8").replace("\r\n", "\n"))


def session(folder: Path) -> str:
    """Return the whole session, as a terminal shows it."""
    file = folder / NAME
    shown = ["$ kata start 6\n", "…\n" + printed(folder, "kata start 6").rpartition("\n\n")[2]]
    file.write_text(WRONG)
    shown += ["\n$ kata grade\n", printed(folder, "kata grade")]
    file.write_text(MENDED)
    shown += ["\n$ kata grade\n", printed(folder, "kata grade")]
    return "".join(shown)


def main() -> None:
    """Record the session, and draw the timeline of the wrong program."""
    from rich.console import Console
    from rich.text import Text

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = Text.from_ansi(session(folder))
        (folder / NAME).write_text(WRONG)
        printed(folder, "kata grade 6 --timeline timeline.svg")
        (HERE / "timeline.svg").write_bytes((folder / "timeline.svg").read_bytes())
    console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w"))  # noqa: SIM115, PTH123
    console.print(text)
    (HERE / "session.txt").write_text(console.export_text(clear=False), encoding="utf-8")
    svg = console.export_svg(title="kata", unique_id="session")
    (HERE / "session.svg").write_text(FONTS.sub("", svg), encoding="utf-8")


if __name__ == "__main__":
    main()
