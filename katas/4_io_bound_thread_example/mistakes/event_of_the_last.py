# check: waits_for_all
# misconception: joins-only-last

import time
import threading


def download_all(download, urls):
    results = [None] * len(urls)
    done = threading.Event()

    def fetch_one(index, url):
        results[index] = download(url)
        if index == len(urls) - 1:
            done.set()

    for index, url in enumerate(urls):
        threading.Thread(target=fetch_one, args=(index, url)).start()
    if urls:
        done.wait()
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
