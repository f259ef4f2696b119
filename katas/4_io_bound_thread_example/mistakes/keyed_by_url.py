# check: each_url_once
# misconception: keyed-by-value

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    with ThreadPoolExecutor(max_workers=8) as pool:
        futures = {}
        for url in urls:
            if url not in futures:
                futures[url] = pool.submit(download, url)
        return [futures[url].result() for url in urls]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
