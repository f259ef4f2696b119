import dataclasses
import multiprocessing


@dataclasses.dataclass
class Job:
    func: object
    name: str = "job"

    def work(self):
        self.func()

    def run(self):
        process = multiprocessing.Process(target=self.work, name=self.name)
        process.start()
        process.join()
        return process.exitcode


def run_in_process(func):
    return Job(func).run()


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
