"""A place to fire hostile pages: a tiny HTTP server, Chromium, and a script that pokes at whatever it is given.

Each case is a document of its own in a frame. A case has fired when any script of it ran one of the calls that
attack lists use as their signal (alert and its kin). The poke imitates a person: it sends every event that has a
handler attribute, and follows every ``javascript:`` address.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import TimeoutError

ALL_LOADED = "document.readyState === 'complete' && !document.querySelector('iframe:not([data-loaded])')"
# Scripts may run, but one case may not lead the whole batch away.
SANDBOX = (
    'onload="this.dataset.loaded=1" sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-popups"'
)
POKE = """
(() => {
  const fired = () => { try { window.caseFired(location.pathname + '|' + window.name); } catch (e) {} };
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
    try { Object.defineProperty(window, name, {value: fired, writable: false}); } catch (e) {}
  }
  if (window === window.top) return;
  addEventListener('load', () => setTimeout(() => {
    for (const el of [...document.querySelectorAll('*')].slice(0, 3000)) {
      for (const attribute of [...el.attributes]) {
        if (attribute.name.startsWith('on')) {
          try { el.dispatchEvent(new Event(attribute.name.slice(2), {bubbles: false})); } catch (e) {}
        }
      }
      for (const key of ['href', 'action', 'formAction', 'src', 'data']) {
        const value = el[key] && el[key].baseVal !== undefined ? el[key].baseVal : el[key];
        if (typeof value === 'string' && /^[\\s\\u0000-\\u001f]*javascript:/i.test(value)) {
          try { key === 'href' ? el.dispatchEvent(new MouseEvent('click')) : 0; el.click && el.click(); } catch (e) {}
        }
      }
    }
  }, 0));
})();
"""


@contextmanager
def served(cases: Mapping[str, str], policy: str = "", size: int = 60) -> Iterator[tuple[str, int]]:
    """Serve each case at /case/NAME, and batches of frames at /batch/N. Yields (base address, number of batches)."""
    names = list(cases)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, _, rest = self.path.lstrip("/").partition("/")
            if kind == "case" and rest in cases:
                body = "<!doctype html><meta charset=utf-8><body>" + cases[rest]
            elif kind == "batch":
                part = names[int(rest) * size : (int(rest) + 1) * size]
                body = "<!doctype html>" + "".join(
                    f'<iframe name="{n}" src="/case/{n}" {SANDBOX}></iframe>' for n in part
                )
            else:
                self.send_error(404)
                return
            data = body.encode("utf-8", "replace")
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            if policy and kind == "case":
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            with suppress(ConnectionError):  # the page was closed while a frame still loaded
                self.wfile.write(data)

        def do_POST(self) -> None:
            self.send_error(404)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", -(-len(names) // size)
    finally:
        server.shutdown()
        server.server_close()


def fire(browser: Any, cases: Mapping[str, str], policy: str = "", size: int = 60, rest_ms: int = 250) -> set[str]:
    """Open every case in Chromium; the names of those that fired."""
    fired: set[str] = set()
    with served(cases, policy, size) as (base, batches):
        # Everything but this machine goes to a proxy that is not there: hostile pages ask for much.
        context = browser.new_context(proxy={"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"})
        context.expose_binding("caseFired", lambda _, where: fired.add(_name(where, cases)))
        context.add_init_script(POKE)
        for number in range(batches):
            page = context.new_page()
            page.on("dialog", lambda dialog: dialog.dismiss())
            try:
                page.goto(f"{base}/batch/{number}", wait_until="commit", timeout=3000)
                # Some cases never finish loading, by design; the others need not wait for them.
                with suppress(TimeoutError):
                    page.wait_for_function(ALL_LOADED, timeout=1200)
                seen = -1
                while len(fired) != seen:  # on a busy machine scripts are late: wait as long as new ones come
                    seen = len(fired)
                    page.wait_for_timeout(rest_ms)
            except Exception as stopped:  # a case that hangs its page: what it fired so far counts
                print(f"batch {number}: {stopped}"[:200])
            page.close(run_before_unload=False)
        context.close()
    return fired


def _name(where: str, cases: Mapping[str, str]) -> str:
    path, _, frame = where.partition("|")
    name = path.removeprefix("/case/")
    return name if name in cases else frame or where
