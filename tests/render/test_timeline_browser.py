"""The page and the picture in a real browser: Debian's Chromium, driven by Selenium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from timelines import no_join, picture

from grader.render.timeline_html import Failed, pictures_html
from grader.render.timeline_svg import picture_svg

webdriver = pytest.importorskip("selenium.webdriver")

BROWSERS = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
BROWSER = next((found for found in BROWSERS if found), None)
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    BROWSER is None or DRIVER is None, reason="Chromium and its chromedriver are not here"
)

CONTRAST = """
const luminance = ([r, g, b]) => {
  const part = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};
const rgb = text => text.match(/\\d+(\\.\\d+)?/g).slice(0, 3).map(Number);
const ratio = (one, two) => {
  const [a, b] = [luminance(rgb(one)), luminance(rgb(two))].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
};
const ground = getComputedStyle(document.querySelector('.ground')).fill;
const task = document.querySelector('.task rect');
const texts = [...document.querySelectorAll('svg text:not(.tip)')]
  .filter(text => !text.closest('.bar'));
return {
  ground,
  text: Math.min(...texts.map(text => ratio(getComputedStyle(text).fill, ground))),
  bar: ratio(getComputedStyle(task).fill, ground),
  label: ratio(getComputedStyle(document.querySelector('.task text')).fill,
               getComputedStyle(task).fill),
  page: ratio(getComputedStyle(document.body).color,
              getComputedStyle(document.body).backgroundColor),
};
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(DRIVER)
    browser = webdriver.Chrome(options=options, service=service)
    yield browser
    browser.quit()


@pytest.fixture
def page(browser, tmp_path):
    """Opens the page of a failed kata in a window of a width."""

    def page(width: int = 1000, scheme: str = "light"):
        file: Path = tmp_path / "timeline.html"
        pictures = [picture(), picture(no_join())]
        failed = [Failed("It waits", "Join <i>each</i> of them.")]
        html = pictures_html(pictures, "Kata 6: <b>args</b>", "Verdict: fail.", failed)
        file.write_text(html, "utf-8")
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        browser.get(file.as_uri())
        return browser

    return page


def test_the_page_needs_nothing_else_and_says_what_it_is(page):
    """It opens without a complaint of the browser, and no markup of a name is obeyed."""
    shown = page()
    assert shown.get_log("browser") == []
    assert shown.title == "Kata 6: <b>args</b>"
    assert shown.find_elements("css selector", "h1 b") == []
    loaded = shown.execute_script("return performance.getEntriesByType('resource').length")
    assert loaded == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read_in_light_and_dark(page, scheme):
    """Text by WCAG's 4.5 to 1, bars by its 3 to 1; and the two schemes are not one."""
    found = page(scheme=scheme).execute_script(CONTRAST)
    assert found["ground"] == {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 22, 28)"}[scheme]
    assert min(found["text"], found["page"], found["label"]) >= 4.5
    assert found["bar"] >= 3


def test_the_tab_key_goes_from_bar_to_bar_and_each_is_told(page):
    """The bar that has the focus is named, and its text is seen below its run."""
    shown = page()
    keys = webdriver.common.keys.Keys
    told = []
    for _ in range(8):
        shown.switch_to.active_element.send_keys(keys.TAB)
        active = shown.switch_to.active_element
        if "bar" in (active.get_attribute("class") or ""):
            tip = active.find_element("css selector", ".tip")
            assert tip.value_of_css_property("visibility") == "visible"
            told.append(active.get_attribute("aria-label"))
            assert tip.text == told[-1]
    assert told[:3] == [
        "MainThread: join() on Thread-1 (func), line 15, from 1.0 ms to 50 ms",
        "MainThread: join() on Thread-2 (func), line 15, from 51 ms to 100 ms",
        "Thread-1 (func): func('a'), from 1.0 ms to 50 ms",
    ]


def test_what_did_not_pass_stands_above_the_pictures_and_each_mark_has_a_sample(page):
    """Whoever is handed the page alone learns what it shows."""
    shown = page()
    assert shown.find_element("css selector", "ul").text == "It waits\nJoin <i>each</i> of them."
    samples = shown.find_elements("css selector", "dt svg")
    assert len(samples) == 6
    assert all(sample.rect["width"] == 40 for sample in samples)


def test_a_screen_reader_finds_its_way(page):
    """Landmark, headings, the picture's description and every bar have names."""
    shown = page()
    nodes = shown.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    named = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    ]
    roles = [role for role, _ in named]
    assert roles.count("main") == 1
    assert roles.count("heading") == 4
    assert all(name for role, name in named if role in ("image", "img", "region", "figure"))
    told = "Yours: 2 calls, one after another. It returned after 100 ms. The reference:"
    assert any(name.startswith(told) for _, name in named)


def test_a_narrow_window_scrolls_the_picture_and_not_the_page(page):
    """At 360 pixels the text fits; the picture scrolls in its own frame."""
    shown = page(width=360)
    assert shown.execute_script(
        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    assert shown.execute_script(
        "const wide = document.querySelector('.wide'); return wide.scrollWidth > wide.clientWidth"
    )


def test_the_picture_stands_alone_too(browser, tmp_path):
    """As a file of its own it is drawn, names itself, and bars do not leave it."""
    file = tmp_path / "timeline.svg"
    file.write_text(picture_svg(picture()), "utf-8")
    browser.get(file.as_uri())
    assert browser.get_log("browser") == []
    title = browser.execute_script("return document.querySelector('title').textContent")
    assert title == "run_each, where each call sleeps for 50 ms"
    outside = browser.execute_script("""
        const frame = document.documentElement.getBoundingClientRect();
        return [...document.querySelectorAll('.bar rect, text')].filter(one => {
          const box = one.getBoundingClientRect();
          return box.left < frame.left || box.right > frame.right + 0.5 || box.width === 0;
        }).map(one => one.outerHTML);
    """)
    assert outside == []
