# check: new_process
# misconception: command-for-process

import pickle
import subprocess
import sys

COMMAND = "import pickle, sys; pickle.load(sys.stdin.buffer)()"


def run_in_process(func):
    done = subprocess.run([sys.executable, "-c", COMMAND], input=pickle.dumps(func))
    return done.returncode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
