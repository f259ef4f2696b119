# check: measured_speedup
# misconception: uneven-shares

import time
import threading
from urllib.parse import urlsplit


def download_all(download, urls):
    hosts = {}
    for index, url in enumerate(urls):
        hosts.setdefault(urlsplit(url).netloc, []).append(index)
    results = [None] * len(urls)
    errors = []

    def fetch_from(indexes):
        try:
            for index in indexes:
                results[index] = download(urls[index])
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=fetch_from, args=(own,)) for own in hosts.values()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
