# check: waits_by_join
# misconception: event-instead-of-join

import threading


def report_names(report, names):
    done = threading.Barrier(len(names) + 1)

    def work():
        report(threading.current_thread().name)
        done.wait()

    for name in names:
        threading.Thread(target=work, name=name).start()
    done.wait()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
