# check: in_threads
# misconception: run-instead-of-start

import time
from threading import Thread


def download_all(download, urls):
    results = {}

    def fetch_one(index, url):
        results[index] = download(url)

    threads = [Thread(target=fetch_one, args=(i, url)) for i, url in enumerate(urls)]
    for thread in threads:
        thread.run()
    return [results[i] for i in range(len(urls))]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
