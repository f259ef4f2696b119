# check: named_threads
# misconception: output-not-evidence

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    def run():
        name = threading.current_thread().name
        thread = threading.Thread(target=work, name=name)
        thread.start()
        thread.join()

    threads = [threading.Thread(target=run, name=name) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
