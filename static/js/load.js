// A part of the page that comes after the page: data-load-url gives the HTML that replaces what stands inside. Until then,
// and without script, there stands a link.
import { parse, replaceWith, send } from './send.js';

export async function enhance(part) {
  try {
    const answer = await send(part.dataset.loadUrl, { method: 'GET' });
    if (answer.ok) replaceWith(part, [...parse(await answer.text()).childNodes]);
  } catch { /* the link stays */ }
}
