// One press, one post. The server knows doubles by their key as well; this only spares the second request.
import { word } from './words.js';

export function enhance(form) {
  if (form.matches('[data-vote], [data-toggle]')) return;
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (sent) { event.preventDefault(); return; }
    sent = true;
    const button = event.submitter;
    if (!button) return;
    button.setAttribute('aria-disabled', 'true');
    button.title = word('sending');
  });
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    sent = false;
    for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled');
  });
}
