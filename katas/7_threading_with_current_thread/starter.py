"""Kata 7: threads with names of their own, each of which reports the name that it carries."""


def report_names(report, names):
    """Start a thread with each name, which calls report(its own name); return when all are done."""
    raise NotImplementedError(
        "report_names is still empty: begin with `import threading` at the top of this file, "
        "and a function for the threads to run, which asks for the name of the thread it is in"
    )


def log(name):
    """Stand in for a line in a log, or a reading of a monitor, that says which thread wrote it."""
    # Text and newline in one write, so that the lines of two threads do not run together.
    print(f"[{name}] ready\n", end="")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
