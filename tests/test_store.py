"""What is remembered of a learner survives: other processes, newer versions, damage."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from grader.errors import UserError
from grader.models import Verdict
from grader.store import Answer, Attempts, Grading, Store

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[1]


def noon() -> datetime:
    return NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the progress of this test is kept; neither file nor folder is there yet."""
    return tmp_path / "home" / "progress.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path, noon) as opened:
        yield opened


def filled(path: Path) -> bytes:
    """Make a file of progress with one start and many answers in it, and give its bytes."""
    with Store(path, noon) as store:
        store.record_start("1_threading_basic", "a.py")
        for number in range(20):
            store.record_answer(f"question-{number}", 1, "core", "an answer " * 200, 1, 2)
    return path.read_bytes()


def test_reading_makes_no_file(store: Store, path: Path) -> None:
    assert store.last_started() is None
    assert (store.gradings("x"), store.attempts_by_kata(), store.answers()) == ([], {}, [])
    assert not path.parent.exists()


def test_the_last_start_is_remembered(path: Path) -> None:
    with Store(path, noon) as store:
        store.record_start("1_threading_basic", Path("a.py"))
        store.record_start("6_thread_with_args", "b.py")
    with Store(path, noon) as store:
        assert store.last_started() == ("6_thread_with_args", Path("b.py"))


def test_gradings_are_kept_with_their_reports(store: Store) -> None:
    store.record_grading("1_a", Path("a.py"), Verdict.FAIL, '{"schema": 1}')
    store.record_grading("2_b", "b.py", Verdict.PASS, "{}")
    assert store.gradings("1_a") == [Grading("1_a", "a.py", Verdict.FAIL, '{"schema": 1}', NOON)]


def test_attempts_count_and_the_best_verdict_stands(store: Store) -> None:
    """A pass is not lost by failing afterwards."""
    for kata, verdict in [
        ("1_a", Verdict.ERROR),
        ("1_a", Verdict.PASS),
        ("1_a", Verdict.FAIL),
        ("2_b", Verdict.CRASH),
        ("2_b", Verdict.FAIL),
    ]:
        store.record_grading(kata, "x.py", verdict, "{}")
    assert store.attempts_by_kata() == {
        "1_a": Attempts(3, Verdict.PASS, True),
        "2_b": Attempts(2, Verdict.FAIL, False),
    }


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_its_rank(store: Store, verdict: Verdict) -> None:
    store.record_grading("1_a", "x.py", verdict, "{}")
    assert store.attempts_by_kata()["1_a"].best is verdict


def test_answers_are_only_added(store: Store) -> None:
    store.record_answer("when-to-join", 1, "core", "Before the result.\nÀ bientôt", 2, 9)
    store.record_answer("when-to-join", 1, "core", "", 9, 9)
    assert store.answers() == [
        Answer("when-to-join", 1, "core", "Before the result.\nÀ bientôt", 2, 9, NOON),
        Answer("when-to-join", 1, "core", "", 9, 9, NOON),
    ]


def test_times_are_kept_in_utc(path: Path) -> None:
    """A learner who travels keeps one order of events."""
    tokyo = timezone(timedelta(hours=9))
    with Store(path, lambda: NOON.astimezone(tokyo)) as store:
        store.record_answer("q", 1, "core", "a", 1, 1)
        [answer] = store.answers()
    assert (answer.at, answer.at.tzinfo) == (NOON, UTC)


def test_what_was_recorded_outlives_a_killed_process(path: Path) -> None:
    """No closing, no goodbye: the entry is in the file the moment the call returns."""
    code = (
        "import os, sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from grader.store import Store\n"
        "store = Store(Path(sys.argv[1]), lambda: datetime.now(UTC)).__enter__()\n"
        "store.record_answer('q', 1, 'core', 'a', 1, 1); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    assert done.returncode == 9
    with Store(path, noon) as store:
        assert [answer.question for answer in store.answers()] == ["q"]


def test_a_solution_that_was_shown_is_remembered(path: Path) -> None:
    """Given up is only what was shown before it was passed."""
    with Store(path, noon) as store:
        assert store.given_up() == set()
        store.record_solution("1_threading_basic", gave_up=False)
        store.record_solution("6_thread_with_args", gave_up=True)
        assert store.given_up() == {"6_thread_with_args"}


def test_a_file_of_the_first_version_gains_what_is_new(path: Path) -> None:
    """What stands in it stays as it is."""
    filled(path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE solutions")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    with Store(path, noon) as store:
        before = store.answers()
        store.record_solution("6_thread_with_args", gave_up=True)
        assert store.given_up() == {"6_thread_with_args"}
        assert (store.answers(), store.warning) == (before, None)
        assert before


def test_two_processes_write_at_once_and_lose_nothing(path: Path) -> None:
    """They begin together, so they also make the file together."""
    code = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from grader.store import Store\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "with Store(Path(sys.argv[1]), lambda: datetime.now(UTC)) as store:\n"
        "    for number in range(40): store.record_answer(sys.argv[2], 1, 'core', 'a', 1, 1)\n"
    )
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("first", "second")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.communicate("go\n", timeout=60)
        assert writer.returncode == 0
    with Store(path, noon) as store:
        names = [answer.question for answer in store.answers()]
    assert (names.count("first"), names.count("second"), store.warning) == (40, 40, None)


def test_a_newer_file_is_refused_and_untouched(path: Path) -> None:
    filled(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError) as caught, Store(path, noon):
        pass
    assert caught.value.message == (
        f"{path} was written by a newer concurrency-katas (version 3, this one knows 2). "
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
    assert store.answers() == []


def test_the_place_is_kata_home_or_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Store.default_path({"KATA_HOME": "/somewhere"}) == Path("/somewhere/progress.db")
    assert Store.default_path({"KATA_HOME": "~/k"}) == tmp_path / "k" / "progress.db"
    for environ in ({}, {"KATA_HOME": ""}):
        assert tmp_path in Store.default_path(environ).parents
