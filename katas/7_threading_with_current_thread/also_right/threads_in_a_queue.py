import queue
import threading


def report_names(report, names):
    waiting = queue.Queue()

    def work():
        report("".join(threading.current_thread().name))

    for name in names:
        thread = threading.Thread(target=work, name=name)
        waiting.put(thread)
        thread.start()
    while not waiting.empty():
        waiting.get().join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
