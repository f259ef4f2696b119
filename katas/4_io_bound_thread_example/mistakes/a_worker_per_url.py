# check: empty_input
# misconception: workers-from-empty-data

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    with ThreadPoolExecutor(max_workers=len(urls)) as pool:
        return list(pool.map(download, urls))


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
