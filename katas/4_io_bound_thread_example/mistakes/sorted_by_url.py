# check: results_in_order
# misconception: sorts-the-results

import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def download_all(download, urls):
    found = []
    with ThreadPoolExecutor(max_workers=8) as pool:
        futures = {pool.submit(download, url): url for url in urls}
        for future in as_completed(futures):
            found.append((futures[future], future.result()))
    # as_completed mixes them up
    found.sort(key=lambda pair: pair[0])
    return [page for url, page in found]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
