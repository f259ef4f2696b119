import time
import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial


def download_all(download, urls):
    async def main():
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(5) as pool:
            jobs = [loop.run_in_executor(pool, partial(download, url)) for url in urls]
            results = []
            for job in jobs:
                results.append(await job)
            return results

    return asyncio.run(main())


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
