# check: wait_together
# misconception: awaits-one-by-one

import time
import asyncio


async def fetch_each(download, urls):
    results = []
    for url in urls:
        results.append(await asyncio.to_thread(download, url))
    return results


def download_all(download, urls):
    return asyncio.run(fetch_each(download, urls))


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
