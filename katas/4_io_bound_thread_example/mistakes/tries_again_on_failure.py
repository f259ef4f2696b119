# check: errors_reach_caller
# misconception: tries-again

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    def patiently(url):
        # the network hiccups now and then
        for attempt in range(2):
            try:
                return download(url)
            except Exception:
                if attempt == 1:
                    raise

    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(patiently, urls))


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
