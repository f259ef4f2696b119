# check: in_threads
# misconception: processes-for-io

import time
from multiprocessing import Pool


def download_all(download, urls):
    with Pool(4) as pool:
        return pool.map(download, urls)


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
