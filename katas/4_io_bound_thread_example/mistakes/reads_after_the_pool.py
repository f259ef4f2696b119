# check: in_threads
# misconception: read-after-pool-ended

import time
from multiprocessing.pool import ThreadPool


def download_all(download, urls):
    with ThreadPool(8) as pool:
        job = pool.map_async(download, urls)
    return job.get()


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
