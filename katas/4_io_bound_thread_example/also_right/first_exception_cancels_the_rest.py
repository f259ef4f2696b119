import time
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait


def download_all(download, urls):
    with ThreadPoolExecutor(max_workers=16) as pool:
        futures = [pool.submit(lambda url=url: download(url)) for url in urls]
        wait(futures, return_when=FIRST_EXCEPTION)
        for future in futures:
            if future.done() and not future.cancelled() and future.exception():
                pool.shutdown(wait=False, cancel_futures=True)
                raise future.exception()
        return [future.result() for future in futures]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
