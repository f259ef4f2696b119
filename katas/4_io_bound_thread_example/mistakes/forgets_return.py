# check: results_in_order
# misconception: forgotten-return

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    with ThreadPoolExecutor(max_workers=8) as pool:
        results = list(pool.map(download, urls))
        print(f"{len(results)} downloads")


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    download_all(fetch, photos)
