// Talking to our own server: fragments, JSON, the CSRF header. A fragment is HTML that our templates made.
export const token = (form) => form?.querySelector('[name="csrf_token"]')?.value
  ?? document.querySelector('[name="csrf_token"]')?.value ?? '';

export function send(url, { method = 'POST', body, form, json, signal, keepalive } = {}) {
  const headers = { 'X-Fragment': '1' };
  if (method !== 'GET') headers['X-CSRFToken'] = token(form);
  if (json !== undefined) headers['Content-Type'] = 'application/json';
  return fetch(url, {
    method, headers, signal, keepalive, credentials: 'same-origin',
    body: json !== undefined ? JSON.stringify(json) : body,
  });
}

// Parsed apart from the page, so that nothing in it runs.
export const parse = (html) => new DOMParser().parseFromString(html, 'text/html').body;

export function replaceWith(element, nodes) {
  element.replaceChildren(...nodes);
  element.dispatchEvent(new CustomEvent('portal:fragment', { bubbles: true }));
}

export function later(work, wait) {
  let timer = null;
  const run = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => { timer = null; work(...args); }, wait);
  };
  run.cancel = () => { clearTimeout(timer); timer = null; };
  run.now = (...args) => { // what waits is done at once; nothing when nothing waits
    if (timer === null) return null;
    run.cancel();
    return work(...args);
  };
  return run;
}
