# check: wait_together
# misconception: too-few-threads

import time
import threading


def download_all(download, urls):
    results = {}

    def fetch_one(index):
        results[index] = download(urls[index])

    for first in range(0, len(urls), 3):
        threads = []
        for index in range(first, min(first + 3, len(urls))):
            thread = threading.Thread(target=fetch_one, args=(index,))
            thread.start()
            threads.append(thread)
        for thread in threads:
            thread.join()
    return [results[index] for index in range(len(urls))]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
