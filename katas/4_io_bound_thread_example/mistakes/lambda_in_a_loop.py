# check: each_url_once
# misconception: late-binding-lambda

import time
import threading


def download_all(download, urls):
    results = {}
    threads = []
    for index, url in enumerate(urls):
        thread = threading.Thread(target=lambda: results.update({index: download(url)}))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return [results.get(index) for index in range(len(urls))]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
