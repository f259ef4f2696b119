# check: errors_reach_caller
# misconception: map-never-consumed

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    results = [None] * len(urls)

    def fetch_one(index):
        results[index] = download(urls[index])

    with ThreadPoolExecutor(max_workers=8) as pool:
        pool.map(fetch_one, range(len(urls)))
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
