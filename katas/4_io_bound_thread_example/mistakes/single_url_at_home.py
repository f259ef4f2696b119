# check: in_threads
# misconception: one-by-the-caller

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    if len(urls) == 1:
        return [download(urls[0])]
    with ThreadPoolExecutor(12) as p:
        return list(p.map(download, urls))


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
