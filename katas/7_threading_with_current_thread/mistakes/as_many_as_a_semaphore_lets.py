# check: all_started_first
# misconception: waits-while-starting

import threading


def report_names(report, names):
    free = threading.Semaphore(3)

    def work():
        report(threading.current_thread().name)
        free.release()

    threads = []
    for name in names:
        free.acquire()
        thread = threading.Thread(target=work, name=name)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
