# check: wait_together
# misconception: too-few-threads

import time
import threading

LIMIT = threading.Semaphore(3)


def download_all(download, urls):
    results = [None] * len(urls)

    def fetch_one(index, url):
        with LIMIT:
            results[index] = download(url)

    threads = [threading.Thread(target=fetch_one, args=(i, url)) for i, url in enumerate(urls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
