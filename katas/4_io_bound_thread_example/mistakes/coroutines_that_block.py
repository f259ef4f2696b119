# check: in_threads
# misconception: blocks-the-event-loop

import time
import asyncio


async def fetch_one(download, url):
    return download(url)


async def fetch_each(download, urls):
    return await asyncio.gather(*(fetch_one(download, url) for url in urls))


def download_all(download, urls):
    return asyncio.run(fetch_each(download, urls))


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
