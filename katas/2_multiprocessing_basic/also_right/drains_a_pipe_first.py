import multiprocessing


def work(func, sender):
    with sender:
        sender.send(func())


def run_in_process(func):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(func, sender))
    process.start()
    sender.close()  # or recv() would not see that the child has gone
    try:
        print("result:", str(receiver.recv())[:20])
    except EOFError:
        print("no result")
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
