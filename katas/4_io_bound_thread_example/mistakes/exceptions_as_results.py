# check: errors_reach_caller
# misconception: swallowed-exception

import time
import asyncio


async def fetch_each(download, urls):
    jobs = [asyncio.to_thread(download, url) for url in urls]
    return await asyncio.gather(*jobs, return_exceptions=True)


def download_all(download, urls):
    return asyncio.run(fetch_each(download, urls))


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
