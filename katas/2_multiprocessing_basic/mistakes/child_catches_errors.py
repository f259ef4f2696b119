# check: exit_code
# misconception: swallowed-exception

from multiprocessing import Process


def work(func):
    try:
        func()
    except Exception as error:
        print("the job failed:", error)


def run_in_process(func):
    process = Process(target=work, args=(func,))
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
