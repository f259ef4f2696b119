# check: waits_for_all
# misconception: spins-instead-of-joining

import time
import threading


def download_all(download, urls):
    results = [None] * len(urls)

    def fetch_one(index, url):
        results[index] = download(url)

    threads = []
    for index, url in enumerate(urls):
        thread = threading.Thread(target=fetch_one, args=(index, url))
        thread.start()
        threads.append(thread)
    for thread in threads:
        while thread.is_alive():
            pass
    return results


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
