# check: wait_together
# misconception: pool-per-item

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    results = []
    for url in urls:
        with ThreadPoolExecutor() as pool:
            results.append(pool.submit(download, url).result())
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
