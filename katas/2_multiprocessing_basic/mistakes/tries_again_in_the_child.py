# check: exit_code
# misconception: tries-again

from multiprocessing import Process


def work(func):
    try:
        func()
    except Exception as error:
        print("once more, after", error)
        func()


def run_in_process(func):
    process = Process(target=work, args=(func,))
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
