# check: errors_reach_caller
# misconception: error-retyped

import time
import asyncio


async def fetch_each(download, urls):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(asyncio.to_thread(download, url)) for url in urls]
    return [task.result() for task in tasks]


def download_all(download, urls):
    return asyncio.run(fetch_each(download, urls))


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
