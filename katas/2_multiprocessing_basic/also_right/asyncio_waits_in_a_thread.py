import asyncio
import multiprocessing


async def run(func):
    process = multiprocessing.Process(target=func)
    process.start()
    await asyncio.to_thread(process.join)
    return process.exitcode


def run_in_process(func):
    return asyncio.run(run(func))


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
