"""The file of progress survives other processes, older and newer versions, and damage."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.errors import UserError
from grader.quiz.scheduling import RULE, replay
from grader.review import Mode, Review
from grader.store import Store

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


def noon() -> datetime:
    return NOON


def filled(path: Path) -> bytes:
    """Make a file of progress with one start and many answers in it, and give its bytes."""
    with Store(path, noon) as store:
        store.record_start("1_threading_basic", "a.py")
        for number in range(20):
            answer = Review("core", f"question-{number}", 1, "an answer " * 200, 1, 2, NOON)
            store.record_review(answer, RULE)
    return path.read_bytes()


def test_reading_makes_no_file(store: Store, path: Path) -> None:
    assert store.last_started() is None
    assert (store.gradings("x"), store.attempts_by_kata(), store.given_up()) == ([], {}, set())
    assert (store.reviews(), store.cards(RULE), store.due_times(RULE)) == ([], {}, {})
    assert (store.open_session(), store.flags()) == (None, [])
    assert not path.parent.exists()


_TABLES_OF_VERSION_1 = """
    CREATE TABLE starts (id INTEGER PRIMARY KEY, kata TEXT NOT NULL, file TEXT NOT NULL,
        at TEXT NOT NULL);
    CREATE TABLE gradings (id INTEGER PRIMARY KEY, kata TEXT NOT NULL, file TEXT NOT NULL,
        verdict TEXT NOT NULL, report TEXT NOT NULL, at TEXT NOT NULL);
    CREATE TABLE answers (id INTEGER PRIMARY KEY, question TEXT NOT NULL, rev INTEGER NOT NULL,
        pack TEXT NOT NULL, answer TEXT NOT NULL, points INTEGER NOT NULL,
        of_points INTEGER NOT NULL, at TEXT NOT NULL);
    INSERT INTO starts VALUES (1, '1_a', 'a.py', '2026-02-01T12:00:00.000+00:00');
    INSERT INTO answers VALUES
        (1, 'q', 1, 'core', 'In my own words', 3, 4, '2026-02-01T12:00:00.000+00:00'),
        (2, 'q', 2, 'core', '', 0, 4, '2026-02-02T12:00:00.000+00:00');
"""
_TABLES_OF_VERSION_2 = """
    CREATE TABLE solutions (id INTEGER PRIMARY KEY, kata TEXT NOT NULL,
        gave_up INTEGER NOT NULL, at TEXT NOT NULL);
    INSERT INTO solutions VALUES (1, '6_b', 1, '2026-02-01T12:00:00.000+00:00');
"""


def older(path: Path, version: int) -> sqlite3.Connection:
    """A file as that version wrote it, held open."""
    path.parent.mkdir()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(_TABLES_OF_VERSION_1)
    if version == 2:
        connection.executescript(_TABLES_OF_VERSION_2)
    connection.execute(f"PRAGMA user_version = {version}")
    return connection


@pytest.mark.parametrize(("version", "given_up"), [(1, set()), (2, {"6_b"})])
def test_an_older_file_gains_what_is_new(path: Path, version: int, given_up: set[str]) -> None:
    """Its answers become part of the log and make cards; what stood in it stays as it was."""
    connection = older(path, version)
    before = connection.execute("SELECT * FROM answers").fetchall()
    for _ in range(2):  # Once opened, it is of the new version and gains nothing twice.
        with Store(path, noon) as store:
            assert store.reviews() == [
                Review(
                    "core", "q", 1, "In my own words", 3, 4, datetime(2026, 2, 1, 12, tzinfo=UTC)
                ),
                Review("core", "q", 2, "", 0, 4, datetime(2026, 2, 2, 12, tzinfo=UTC)),
            ]
            assert {review.mode for review in store.reviews()} == {Mode.STUDY}
            assert store.cards(RULE) == replay(store.reviews())
            assert store.cards(RULE)["core", "q"].rev == 2
            assert (store.last_started(), store.given_up()) == (("1_a", Path("a.py")), given_up)
            assert store.warning is None
    assert connection.execute("SELECT * FROM answers").fetchall() == before
    connection.close()


_WRITE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from grader.quiz.scheduling import RULE
from grader.review import Review
from grader.store import Store

print("ready", flush=True)
sys.stdin.readline()
with Store(Path(sys.argv[1]), lambda: datetime.now(UTC)) as store:
    for number in range(int(sys.argv[3])):
        at = datetime.now(UTC)
        store.record_review(Review("core", sys.argv[2], 1, str(number), 1, 1, at), RULE)
        print(number, flush=True)
"""


def writer(path: Path, question: str, count: int) -> subprocess.Popen[str]:
    """A process that answers so often, as soon as it is told to, and tells of each answer."""
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITE, str(path), question, str(count)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_processes_write_at_once_and_lose_nothing(path: Path) -> None:
    """They begin together, so they also make the file together; the cards hold all of it."""
    writers = [writer(path, question, 40) for question in ("first", "second")]
    for process in writers:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in writers:
        process.communicate(timeout=60)
        assert process.returncode == 0
    with Store(path, noon) as store:
        questions = [review.question for review in store.reviews()]
        assert (questions.count("first"), questions.count("second")) == (40, 40)
        assert store.cards(RULE) == replay(store.reviews())
        assert store.warning is None


def test_a_process_killed_while_it_writes_loses_at_most_one_answer(path: Path) -> None:
    """Whatever it told is in the file, with its cards, and the file is whole."""
    for _ in range(3):
        before = len(read_answers(path))
        with writer(path, "q", 1_000_000) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("go\n")
            process.stdin.flush()
            told = [process.stdout.readline() for _ in range(15)]
            process.kill()
            told += process.stdout.readlines()
        kept = read_answers(path)[before:]
        assert kept[: len(told)] == [line.strip() for line in told]
        assert len(kept) - len(told) in (0, 1)


def read_answers(path: Path) -> list[str]:
    """The answers in the file, whose cards are right and current."""
    with Store(path, noon) as store:
        assert store.warning is None
        reviews = store.reviews()
        kept = store._kept_cards(RULE)
        assert kept is not None
        assert store.cards(RULE) == replay(reviews)
        return [review.answer for review in reviews]


def test_a_newer_file_is_refused_and_untouched(path: Path) -> None:
    filled(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 5")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError) as caught, Store(path, noon):
        pass
    assert caught.value.message == (
        f"{path} was written by a newer concurrency-katas (version 5, this one knows 4). "
        "Type: pip install --upgrade concurrency-katas"
    )
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def halved(data: bytes) -> bytes:
    return data[: len(data) // 2]


def scrambled(data: bytes) -> bytes:
    """The pages after the first are overwritten, as by a disk that failed."""
    return data[:4096] + b"\xa5" * (len(data) - 4096)


def foreign(data: bytes) -> bytes:
    return b"These are my notes, not a database at all.\n" * 20


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "truncated": halved,
    "cut in the header": lambda data: data[:60],
    "one byte left": lambda data: data[:1],
    "overwritten": scrambled,
    "zeros": lambda data: bytes(len(data)),
    "another file": foreign,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(
    path: Path, damage: Callable[[bytes], bytes]
) -> None:
    damaged = damage(filled(path))
    path.write_bytes(damaged)
    with Store(path, noon) as store:
        store.record_start("1_a", "a.py")
        assert store.last_started() == ("1_a", Path("a.py"))
    aside = path.with_name("progress.damaged-20260301-120000.db")
    assert aside.read_bytes() == damaged
    assert store.warning == (
        f"The file of your progress, {path}, could not be read: it is damaged. "
        f"It is kept as {aside}, and a new one has been begun."
    )


def test_an_earlier_damaged_file_is_never_overwritten(path: Path) -> None:
    path.parent.mkdir()
    for text in ("first", "second", "third"):
        path.write_text(text * 100)
        with Store(path, noon):
            pass
    kept = sorted(path.parent.glob("progress.damaged-*"))
    assert [each.name for each in kept] == [
        "progress.damaged-20260301-120000-2.db",
        "progress.damaged-20260301-120000-3.db",
        "progress.damaged-20260301-120000.db",
    ]
    assert [each.read_text()[:5] for each in kept] == ["secon", "third", "first"]


def test_what_sqlite_keeps_beside_a_damaged_file_goes_with_it(path: Path) -> None:
    """Left behind, it would be played into the new file."""
    path.parent.mkdir()
    path.write_text("not a database" * 100)
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).write_text("x")
    with Store(path, noon):
        pass
    aside = "progress.damaged-20260301-120000.db"
    assert {each.name for each in path.parent.iterdir()} == {
        "progress.db", aside, f"{aside}-wal", f"{aside}-shm", f"{aside}-journal",
    }  # fmt: skip


def test_a_database_of_somebody_else_is_set_aside_and_kept(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with Store(path, noon) as store:
        store.record_start("1_a", "a.py")
    assert store.warning is not None
    [aside] = path.parent.glob("progress.damaged-*.db")
    connection = sqlite3.connect(aside)
    assert connection.execute("SELECT * FROM recipes").fetchall() == []
    connection.close()


def test_an_empty_file_is_only_a_beginning(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with Store(path, noon) as store:
        store.record_start("1_a", "a.py")
    assert store.warning is None


def file_for_folder(tmp_path: Path) -> Path:
    (tmp_path / "file").write_text("x")
    return tmp_path / "file"


def unwritable(tmp_path: Path) -> Path:
    return Path("/proc/kata")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that root cannot write")
@pytest.mark.parametrize("make", [file_for_folder, unwritable])
def test_a_place_that_cannot_be_used_says_what_to_type(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path) / "progress.db"
    with Store(path, noon) as store, pytest.raises(UserError) as caught:
        store.prepare()
    begin, _, end = caught.value.message.partition(" (")
    assert begin == f"Your progress cannot be kept in {path}"
    assert end.endswith("). Name a folder that you may write to: KATA_HOME=~/katas kata …")


def test_a_folder_in_the_files_place_says_what_to_type(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(UserError, match="unable to open database file"), Store(path, noon):
        pass


def test_a_file_that_another_kata_holds_too_long_is_waited_for_no_longer(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    monkeypatch.setattr("grader.database.BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Store(path, noon) as store, pytest.raises(UserError) as caught:
        store.record_start("1_a", "a.py")
    holder.close()
    assert caught.value.message == (
        f"Another kata is writing to {path}. Wait for it, then try again."
    )


def test_preparing_makes_the_file_and_records_nothing(store: Store, path: Path) -> None:
    store.prepare()
    assert path.is_file()
    assert store.reviews() == []


def test_the_place_is_kata_home_or_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Store.default_path({"KATA_HOME": "/somewhere"}) == Path("/somewhere/progress.db")
    assert Store.default_path({"KATA_HOME": "~/k"}) == tmp_path / "k" / "progress.db"
    for environ in ({}, {"KATA_HOME": ""}):
        assert tmp_path in Store.default_path(environ).parents
