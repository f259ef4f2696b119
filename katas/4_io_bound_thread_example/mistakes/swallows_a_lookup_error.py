# check: errors_reach_caller
# misconception: swallowed-exception

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    def safe(u):
        try:
            return download(u)
        except LookupError:
            return None

    with ThreadPoolExecutor(12) as p:
        return list(p.map(safe, urls))


def fetch(url):
    """Stand in for a download: it waits for the network, and hardly computes."""
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    begun = time.perf_counter()
    for image in download_all(fetch, photos):
        print(image)
    print(f"{len(photos)} downloads took {time.perf_counter() - begun:.1f} seconds")
