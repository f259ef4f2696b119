# check: waits_by_join
# misconception: join-timeout-is-not-done

from multiprocessing import Process


def run_in_process(func):
    process = Process(target=func)
    process.start()
    process.join(timeout=30)
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
