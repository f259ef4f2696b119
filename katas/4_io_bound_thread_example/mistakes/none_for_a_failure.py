# check: errors_reach_caller
# misconception: swallowed-exception

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(download, urls):
    def fetch_one(url):
        try:
            return download(url)
        except Exception as error:
            print(f"{url}: {error}")
            return None

    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(fetch_one, urls))


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
