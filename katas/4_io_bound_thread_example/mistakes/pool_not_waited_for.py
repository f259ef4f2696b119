# check: waits_for_all
# misconception: future-is-not-the-result

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    results = [None] * len(urls)

    def fetch_one(index, url):
        results[index] = download(url)

    pool = ThreadPoolExecutor(max_workers=8)
    for index, url in enumerate(urls):
        pool.submit(fetch_one, index, url)
    pool.shutdown(wait=False)
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
