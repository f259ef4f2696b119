"""Kata 4: downloads that wait at the same time, in threads, with the results in order."""

import time
from concurrent.futures import ThreadPoolExecutor

MOST_AT_ONCE = 16


def download_all(download, urls):
    """Return a list of download(url) for each of urls, fetched at the same time in threads."""
    with ThreadPoolExecutor(max_workers=MOST_AT_ONCE) as pool:
        return list(pool.map(download, urls))


def fetch(url):
    """Stand in for a download: it waits for the network, and hardly computes."""
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    begun = time.perf_counter()
    for image in download_all(fetch, photos):
        print(image)
    print(f"{len(photos)} downloads took {time.perf_counter() - begun:.1f} seconds")
