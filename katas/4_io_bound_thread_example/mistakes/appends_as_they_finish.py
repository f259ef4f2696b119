# check: results_in_order
# misconception: completion-order

import time
import threading


def download_all(download, urls):
    results = []
    lock = threading.Lock()

    def fetch_one(url):
        page = download(url)
        with lock:
            results.append(page)

    threads = [threading.Thread(target=fetch_one, args=(url,)) for url in urls]
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
