"""Where a class's results stand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import UserError

if TYPE_CHECKING:
    from grader.cohort.database import CohortDatabase


class Place(NamedTuple):
    """A class's folder, and the folder of its results."""

    folder: Path
    out: Path

    @classmethod
    def of(cls, folder: Path, out: str | None) -> Place:
        """Return the place; without a name the results stand beside the class's folder."""
        if out is not None:
            return cls(folder, Path(out))
        whole = folder.resolve()
        return cls(folder, whole.with_name(f"{whole.name}-graded"))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other kata from writing there. Raises `UserError`."""
        import fcntl

        if not self.folder.exists():
            raise UserError(f"There is no folder {self.folder}. Name the class's folder.")
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            file = (self.out / "cohort.lock").open("w")
        except OSError as error:
            raise UserError(
                f"Nothing can be written in {self.out}: {error.strerror}. "
                "Name another folder: --out FOLDER"
            ) from None
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise UserError(
                    f"Another kata is grading into {self.out}. Wait for it, or stop it."
                ) from None
            yield

    def database(self) -> CohortDatabase:
        """Open the database of the results, made where there is none."""
        from grader.cohort.database import NAME, CohortDatabase

        return CohortDatabase(self.out / NAME)

    def existing_database(self) -> CohortDatabase:
        """Open the database; a `UserError` where nothing was graded yet."""
        from grader.cohort.database import NAME, CohortDatabase

        for out in (self.folder, self.out):
            if (out / NAME).is_file():
                return CohortDatabase(out / NAME)
        raise UserError(
            f"Nothing was graded for {self.folder} yet. Type: kata cohort grade {self.folder}"
        )

    @contextmanager
    def unpacked(self) -> Iterator[Path]:
        """Give a folder to unpack zips into, for as long as they are needed."""
        with tempfile.TemporaryDirectory(prefix="kata-cohort-") as folder:
            yield Path(folder)
