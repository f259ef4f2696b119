# check: each_name_once
# misconception: late-binding-name

import threading


def report_names(report, names):
    threads = []
    for name in names:

        def work():
            threading.current_thread().name = name
            report(threading.current_thread().name)

        threads.append(threading.Thread(target=work))
        threads[-1].start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
