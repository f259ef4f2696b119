# check: exit_code
# misconception: child-changes-its-end

import sys
import multiprocessing


def work(func):
    try:
        func()
    except OSError:
        sys.exit(2)


def run_in_process(func):
    p = multiprocessing.Process(target=work, args=(func,))
    p.start()
    p.join()
    return p.exitcode


def resize_images():
    """Stand in for a job that transforms a folder of images."""
    print("resized 3 images")


def resize_a_broken_image():
    """Stand in for a job that ends with an exit status of its own choice."""
    sys.exit(3)


if __name__ == "__main__":
    print(f"the images: exit code {run_in_process(resize_images)}")
    print(f"a broken image: exit code {run_in_process(resize_a_broken_image)}")
