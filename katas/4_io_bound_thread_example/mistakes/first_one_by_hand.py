# check: in_threads
# misconception: one-by-the-caller

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    if not urls:
        return []
    # see first whether the server is up at all
    first = download(urls[0])
    with ThreadPoolExecutor(max_workers=8) as pool:
        return [first, *pool.map(download, urls[1:])]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
