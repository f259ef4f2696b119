# check: wait_together
# misconception: uneven-shares

import math
import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    share = max(1, math.ceil(len(urls) / 4))
    shares = [urls[i : i + share] for i in range(0, len(urls), share)]

    def fetch_share(own):
        return [download(url) for url in own]

    with ThreadPoolExecutor(max_workers=4) as pool:
        return [result for part in pool.map(fetch_share, shares) for result in part]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
