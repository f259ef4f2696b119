# check: new_process
# misconception: pool-for-one-process

from concurrent.futures import ProcessPoolExecutor


def run_in_process(func):
    with ProcessPoolExecutor(max_workers=1) as pool:
        future = pool.submit(func)
    return 0 if future.exception() is None else 1


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
