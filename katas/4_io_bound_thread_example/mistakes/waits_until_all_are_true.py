# check: results_in_order
# misconception: falsy-is-missing

import time
import threading


def download_all(download, urls):
    if not urls:
        return []
    results = [None] * len(urls)
    done = threading.Event()

    def fetch_one(index, url):
        results[index] = download(url)
        if all(results):
            done.set()

    for index, url in enumerate(urls):
        threading.Thread(target=fetch_one, args=(index, url)).start()
    done.wait()
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
