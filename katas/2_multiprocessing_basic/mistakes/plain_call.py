# check: new_process
# misconception: output-not-evidence

def run_in_process(func):
    try:
        func()
    except SystemExit as error:
        return error.code
    except Exception:
        return 1
    return 0


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
