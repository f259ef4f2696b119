import time
import threading
from contextlib import ExitStack


def download_all(download, urls):
    outcomes = [None] * len(urls)

    def fetch_one(place, url):
        try:
            outcomes[place] = ("fine", download(url))
        except Exception as error:
            outcomes[place] = ("failed", error)

    with ExitStack() as joins:
        for place, url in enumerate(urls):
            thread = threading.Thread(target=fetch_one, args=(place, url))
            thread.start()
            joins.callback(thread.join)
    for how, what in outcomes:
        if how == "failed":
            raise what
    return [what for _, what in outcomes]


def fetch(url):
    time.sleep(0.3)
    return f"the image from {url}"


if __name__ == "__main__":
    photos = [f"https://images.example/{name}.jpg" for name in ("owl", "cat", "fox", "ant")]
    for image in download_all(fetch, photos):
        print(image)
