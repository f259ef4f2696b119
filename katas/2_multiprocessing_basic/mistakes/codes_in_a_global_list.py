# check: exit_code
# misconception: append-to-a-global-list

from multiprocessing import Process

codes = []


def work(func):
    try:
        func()
        codes.append(0)
    except Exception:
        codes.append(1)


def run_in_process(func):
    process = Process(target=work, args=(func,))
    process.start()
    process.join()
    return codes[-1]


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
