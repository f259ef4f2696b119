# check: wait_together
# misconception: one-thread-for-all

import time
import threading


def download_all(download, urls):
    results = []

    def fetch_each():
        for url in urls:
            results.append(download(url))

    thread = threading.Thread(target=fetch_each)
    thread.start()
    thread.join()
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
