from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Thread, current_thread


@dataclass
class Outcome:
    errors: list[BaseException] = field(default_factory=list)

    def watch(self, report: Callable[[str], object]) -> None:
        try:
            report(current_thread().name)
        except Exception as error:
            self.errors.append(error)


def report_names(report: Callable[[str], object], names: Iterable[str]) -> None:
    """Report the name of each of the threads; raise the first error that one of them met."""
    outcome = Outcome()
    threads: list[Thread] = [
        Thread(target=outcome.watch, name=name, kwargs={"report": report}) for name in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if outcome.errors:
        raise outcome.errors[0]


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
