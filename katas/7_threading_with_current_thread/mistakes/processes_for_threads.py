# check: named_threads
# misconception: process-for-thread

from multiprocessing import Process, current_process


def work(report):
    report(current_process().name)


def report_names(report, names):
    processes = [Process(target=work, args=(report,), name=name) for name in names]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
