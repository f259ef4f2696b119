# check: named_threads
# misconception: output-not-evidence

import threading


def report_names(report, names):
    threads = []
    for name in names:
        thread = threading.Thread(target=threading.current_thread, name=name)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
        report(thread.name)


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
