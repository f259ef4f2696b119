import time
import asyncio


async def gather_all(download, urls):
    return await asyncio.gather(*(asyncio.to_thread(download, url) for url in urls))


def download_all(download, urls):
    return asyncio.run(gather_all(download, urls))


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
