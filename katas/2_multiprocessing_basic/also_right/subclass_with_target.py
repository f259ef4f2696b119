from multiprocessing import Process


class Loud(Process):
    def start(self):
        print("starting", self.name)
        super().start()

    def run(self):
        print("in the child", self.pid)
        super().run()


def run_in_process(func):
    loud = Loud(target=func)
    loud.start()
    loud.join()
    return loud.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
