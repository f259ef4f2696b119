# check: wait_together
# misconception: submit-result-in-one-loop

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    results = []
    with ThreadPoolExecutor(max_workers=8) as pool:
        for url in urls:
            future = pool.submit(download, url)
            results.append(future.result())
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
