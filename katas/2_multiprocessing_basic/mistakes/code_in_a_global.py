# check: exit_code
# misconception: global-set-in-the-child

import multiprocessing

code = None


def work(func):
    global code
    code = 1
    func()
    code = 0


def run_in_process(func):
    process = multiprocessing.Process(target=work, args=(func,))
    process.start()
    process.join()
    return code


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
