# check: in_threads
# misconception: calls-instead-of-passing

import time
import threading


def download_all(download, urls):
    results = []
    threads = []
    for url in urls:
        thread = threading.Thread(target=results.append(download(url)))
        thread.start()
        threads.append(thread)
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
