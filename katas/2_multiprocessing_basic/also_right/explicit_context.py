import multiprocessing

SPAWN = multiprocessing.get_context("spawn")


def run_in_process(func) -> int:
    process = SPAWN.Process(target=func)
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
