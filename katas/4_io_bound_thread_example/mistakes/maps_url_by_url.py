# check: wait_together
# misconception: map-one-at-a-time

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    results = []
    with ThreadPoolExecutor(max_workers=8) as pool:
        for url in urls:
            results.extend(pool.map(download, [url]))
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
