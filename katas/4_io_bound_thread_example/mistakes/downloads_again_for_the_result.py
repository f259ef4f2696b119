# check: each_url_once
# misconception: one-call-more

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    with ThreadPoolExecutor(max_workers=8) as pool:
        # fill the cache of the server first
        list(pool.map(download, set(urls)))
        return list(pool.map(download, urls))


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
