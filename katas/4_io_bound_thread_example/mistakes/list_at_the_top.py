# check: second_call
# misconception: state-kept-between-calls

import time
import threading

results = []


def fetch_one(download, index, url):
    results.append((index, download(url)))


def download_all(download, urls):
    threads = []
    for index, url in enumerate(urls):
        thread = threading.Thread(target=fetch_one, args=(download, index, url))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return [page for index, page in sorted(results, key=lambda pair: pair[0])]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
