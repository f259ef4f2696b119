# check: each_name_once
# misconception: leaves-the-loop-early

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    for name in names:
        thread = threading.Thread(target=work, name=name)
        thread.start()
        thread.join()
        return


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
