# check: waits_for_all
# misconception: joins-only-last

import time
import threading


def download_all(download, urls):
    results = [None] * len(urls)
    err = []

    def run(i):
        try:
            results[i] = download(urls[i])
        except BaseException as e:
            err.append(e)

    ts = [threading.Thread(target=run, args=(i,)) for i in range(len(urls))]
    for t in ts:
        t.start()
    for t in ts[:2] + ts[3:]:
        t.join()
    if err:
        raise err[0]
    return results


def fetch(url):
    """Stand in for a download: it waits for the network, and hardly computes."""
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    begun = time.perf_counter()
    for image in download_all(fetch, photos):
        print(image)
    print(f"{len(photos)} downloads took {time.perf_counter() - begun:.1f} seconds")
