# check: large_result
# misconception: join-before-draining

from multiprocessing import Pipe, Process


def work(func, end):
    end.send(func())
    end.close()


def run_in_process(func):
    mine, theirs = Pipe()
    process = Process(target=work, args=(func, theirs))
    process.start()
    process.join()
    result = mine.recv() if process.exitcode == 0 else None
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
