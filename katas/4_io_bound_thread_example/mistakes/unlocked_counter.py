# check: results_in_order
# misconception: unlocked-counter

import time
import threading


class Results:
    def __init__(self, size):
        self.pages = [None] * size
        self.count = 0

    def add(self, page):
        count = self.count
        self.pages[count] = page
        self.count = count + 1


def download_all(download, urls):
    results = Results(len(urls))
    threads = [
        threading.Thread(target=lambda url: results.add(download(url)), args=(url,))
        for url in urls
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results.pages


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
