# check: in_threads
# misconception: processes-for-io

import time
import multiprocessing


def fetch_into(download, index, url, results):
    results[index] = download(url)


def download_all(download, urls):
    with multiprocessing.Manager() as manager:
        results = manager.dict()
        processes = []
        for index, url in enumerate(urls):
            process = multiprocessing.Process(
                target=fetch_into, args=(download, index, url, results)
            )
            process.start()
            processes.append(process)
        for process in processes:
            process.join()
        return [results[index] for index in range(len(urls))]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
