# check: each_url_once
# misconception: keyed-by-value

import time
from functools import lru_cache
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    # no need to fetch the same page twice
    fetch_page = lru_cache(maxsize=None)(download)
    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(fetch_page, urls))


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
