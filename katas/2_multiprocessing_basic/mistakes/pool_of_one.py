# check: new_process
# misconception: pool-for-one-process

import multiprocessing


def run_in_process(func):
    with multiprocessing.Pool(1) as pool:
        try:
            pool.apply(func)
        except Exception:
            return 1
    return 0


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
