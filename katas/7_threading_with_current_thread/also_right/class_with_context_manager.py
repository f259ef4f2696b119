import threading


class Crew:
    """Starts threads, and joins them all where the block ends."""

    def __init__(self):
        self.threads = []

    def __enter__(self):
        return self

    def launch(self, work, name):
        thread = threading.Thread(target=work, name=name)
        self.threads.append(thread)
        thread.start()

    def __exit__(self, *error):
        for thread in self.threads:
            thread.join()


class NameTeller:
    def __init__(self, report):
        self.report = report

    def __call__(self):
        self.report(f"{threading.current_thread().name}")


def report_names(report, names):
    with Crew() as crew:
        for name in names:
            crew.launch(NameTeller(report), name)


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
