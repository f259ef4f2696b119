# check: exit_code
# misconception: exit-code-by-message

import multiprocessing


def work(func, code):
    try:
        func()
        code.value = 0
    except SystemExit as error:
        code.value = error.code
    except Exception:
        code.value = 1


def run_in_process(func):
    code = multiprocessing.Value("i", -1)
    process = multiprocessing.Process(target=work, args=(func, code))
    process.start()
    process.join()
    return code.value


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
