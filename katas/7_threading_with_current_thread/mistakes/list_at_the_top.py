# check: each_name_once
# misconception: state-kept-between-calls

import threading

threads = []


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    for name in names:
        threads.append(threading.Thread(target=work, name=name))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
