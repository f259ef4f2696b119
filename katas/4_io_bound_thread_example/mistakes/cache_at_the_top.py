# check: second_call
# misconception: state-kept-between-calls

import time
from concurrent.futures import ThreadPoolExecutor

seen = {}


def download_all(download, urls):
    def fetch_one(place):
        if place not in seen:
            seen[place] = download(urls[place])
        return seen[place]

    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(fetch_one, range(len(urls))))


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
