# check: exit_code
# misconception: join-returns-no-exit-code

import multiprocessing as mp


def run_in_process(func):
    p = mp.Process(target=func)
    result = p.start()
    p.join()
    return result


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
