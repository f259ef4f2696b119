# check: exit_code
# misconception: append-to-a-global-list

import multiprocessing

status = {"code": None}


def work(func):
    func()
    status["code"] = 0


def run_in_process(func):
    process = multiprocessing.Process(target=work, args=(func,))
    process.start()
    process.join()
    return status["code"]


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
