// What is already there, beside a title being typed. data-similar-url gives an HTML fragment for ?title=…;
// data-similar-into names the region (by id). Never stands in the way of sending.
import { later, parse, replaceWith, send } from './send.js';
import { longEnough } from './suggest.js';

export function enhance(field) {
  const region = document.getElementById(field.dataset.similarInto ?? 'similar');
  if (!region) return;
  const enough = longEnough(10);
  let asked = null;
  let last = '';
  region.setAttribute('aria-live', 'polite');
  const ask = later(async () => {
    const text = field.value.trim();
    asked?.abort();
    if (text === last) return;
    last = text;
    if (!enough(text)) { replaceWith(region, []); return; }
    asked = new AbortController();
    try {
      const address = new URL(field.dataset.similarUrl, location.href);
      address.searchParams.set('title', text);
      const answer = await send(address, { method: 'GET', signal: asked.signal });
      if (answer.ok) replaceWith(region, [...parse(await answer.text()).childNodes]);
    } catch { /* the form works without it */ }
  }, 350);
  field.addEventListener('input', ask);
  if (field.value) ask();
}
