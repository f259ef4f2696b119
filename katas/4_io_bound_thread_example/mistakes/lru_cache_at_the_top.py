# check: second_call
# misconception: state-kept-between-calls

import time
from functools import cache
from concurrent.futures import ThreadPoolExecutor


@cache
def fetch_page(download, url, place):
    return download(url)


def download_all(download, urls):
    with ThreadPoolExecutor(max_workers=8) as pool:
        futures = [pool.submit(fetch_page, download, url, i) for i, url in enumerate(urls)]
        return [future.result() for future in futures]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
