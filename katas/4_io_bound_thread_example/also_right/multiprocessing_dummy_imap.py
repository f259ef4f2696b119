import time
from multiprocessing.dummy import Pool


def download_all(download, urls):
    pool = Pool(6)
    try:
        return list(pool.imap(download, urls))
    finally:
        pool.close()
        pool.join()


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
