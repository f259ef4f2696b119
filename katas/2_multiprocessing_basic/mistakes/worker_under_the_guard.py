# check: runs_as_script
# misconception: worker-in-the-guard

from multiprocessing import Process


def run_in_process(func):
    process = Process(target=func)
    process.start()
    process.join()
    return process.exitcode


if __name__ == "__main__":

    def resize_images():
        print("resized 3 images")

    print("exit code", run_in_process(resize_images))
