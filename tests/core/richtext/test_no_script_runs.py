"""Promise R1 (no text runs script) and the text's part of R2 (what slips through is stopped by the policy)."""

from __future__ import annotations

import json
import secrets
from typing import Any

import pytest

from portal.core import richtext
from portal.core.richtext_allow import ATTRIBUTES, CLASSES, TAGS
from tests.core.richtext.arena import fire
from tests.core.richtext.vectors import CARRIERS, all_vectors, live_vectors

pytestmark = [pytest.mark.browser, pytest.mark.data]

# A page is rebuilt from what the browser itself understood, so what it makes of our HTML is judged, not our string.
FOREIGN = """
([tags, attributes]) => {
  const bad = [];
  const judge = (root, when) => {
    for (const el of root.querySelectorAll(':scope > div *')) {
      const tag = el.localName;
      if (!tags.includes(tag)) bad.push(when + ' element ' + el.outerHTML.slice(0, 200));
      for (const a of el.attributes) {
        if (!(attributes[tag] || []).includes(a.name)) bad.push(when + ' attribute ' + el.outerHTML.slice(0, 200));
        if (['href', 'src'].includes(a.name) && !/^(https?|mailto):$/.test(new URL(a.value, 'https://here.example/').protocol))
          bad.push(when + ' address ' + a.value.slice(0, 200));
        if (a.name === 'id' && !a.value.startsWith('h-')) bad.push(when + ' id ' + a.value);
      }
    }
  };
  const main = document.querySelector('main');
  judge(main, 'parsed');
  const again = document.createElement('main');
  again.innerHTML = main.innerHTML;
  judge(again, 'parsed again');
  return bad;
}
"""


def rendered(carrier: str) -> dict[str, str]:
    # Every vector as it is; in the other carriers those known to fire, and those made for Markdown.
    chosen = all_vectors() if carrier == "as it is" else live_vectors() | all_vectors("xss_markdown.jsonl")
    shown = {}
    for name, raw in chosen.items():
        try:
            shown[name] = richtext.render(CARRIERS[carrier](raw))
        except richtext.TooComplex:
            shown[name] = ""
    return shown


def allowed() -> list[Any]:
    names = {tag: sorted(ATTRIBUTES.get(tag, set()) | ({"class"} if tag in CLASSES else set())) for tag in TAGS}
    names["a"].append("rel")
    names["img"].append("loading")
    return [sorted(TAGS), names]


def test_rendered_vectors_fire_nothing(browser: Any) -> None:
    # Several texts a document, as on a page with answers: each closed in its own element.
    documents = {}
    for carrier in CARRIERS:
        texts = list(rendered(carrier).values())
        for start in range(0, len(texts), 400):
            part = "".join(f"<div>{text}</div>" for text in texts[start : start + 400])
            documents[f"d{len(documents)}"] = f"<main>{part}</main>"
    assert fire(browser, documents, size=12, rest_ms=400) == set()

    context = browser.new_context(offline=True)
    page = context.new_page()
    for document in documents.values():
        page.set_content(document, wait_until="commit")
        assert page.evaluate(FOREIGN, allowed()) == []
    context.close()


def test_live_vectors_alone_fire_nothing(browser: Any) -> None:
    # A document each, so that none can hide behind another.
    alone = {name: richtext.render(raw) for name, raw in list(live_vectors().items())[::3]}
    assert fire(browser, alone, size=100) == set()


def test_undefended_hundreds_fire_and_the_policy_alone_stops_them(browser: Any) -> None:
    # Control for R1 and R2 in one: the same vectors, with renderer and cleaners left out.
    undefended = live_vectors()
    fired = fire(browser, undefended) & set(undefended)
    print(f"control: {len(fired)} of {len(undefended)} fired")
    assert len(fired) >= 200

    policy = (
        f"default-src 'none'; script-src 'nonce-{secrets.token_urlsafe(18)}'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; img-src 'self' https: data:; style-src 'self'; "
        "frame-ancestors 'self'"  # the pages say 'none'; here they must stand in frames, which changes nothing inside
    )
    assert fire(browser, dict(list(undefended.items())[::3]), policy, size=150) == set()


def test_naughty_strings_and_paths_render() -> None:
    from tests.realdata import real_data

    for raw in json.loads(real_data("attacks", "naughty_strings.json").read_text(encoding="utf-8")):
        richtext.render(raw)
