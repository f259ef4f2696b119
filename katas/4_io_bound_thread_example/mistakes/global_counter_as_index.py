# check: results_in_order
# misconception: unlocked-counter

import time
import threading

count = 0


def fetch_one(download, url, results):
    global count
    page = download(url)
    results[count] = page
    count += 1


def download_all(download, urls):
    global count
    count = 0
    results = [None] * len(urls)
    threads = [
        threading.Thread(target=fetch_one, args=(download, url, results)) for url in urls
    ]
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
