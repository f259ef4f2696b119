"""Kata 2: run a function once in a process of its own, and say how that process ended."""

import sys


def run_in_process(func):
    """Run func() once in one new process, wait for it, and return its exit code."""
    raise NotImplementedError(
        "run_in_process is still empty: begin with `import multiprocessing` at the top of this "
        "file, and make a Process here with func as its target"
    )


def resize_images():
    """Stand in for a job that transforms a folder of images."""
    print("resized 3 images")


def resize_a_broken_image():
    """Stand in for a job that ends with an exit status of its own choice."""
    sys.exit(3)


if __name__ == "__main__":
    print(f"the images: exit code {run_in_process(resize_images)}")
    print(f"a broken image: exit code {run_in_process(resize_a_broken_image)}")
