// A guest's "Yes, it helped" without leaving the case. The page is the same for every guest and holds no token, so the form of
// the small page is fetched, which has one, and sent. Whatever goes wrong, the link leads where it always does.
import { parse, send } from './send.js';

async function say(link) {
  const page = await fetch(link.href, { credentials: 'same-origin' });
  const form = page.ok && parse(await page.text()).querySelector('#feedback');
  if (!form) return null;
  const answer = await send(form.getAttribute('action'), { body: new URLSearchParams(new FormData(form)), form });
  return answer.ok ? parse(await answer.text()).querySelector('#helped') : null;
}

export function enhance(answers) {
  const link = answers.querySelector('a[href*="helped=yes"]');
  link?.addEventListener('click', async (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.ariaDisabled) return;
    link.ariaDisabled = 'true';
    const fresh = await say(link).catch(() => null);
    if (!fresh) { location.assign(link.href); return; }
    answers.closest('#helped').replaceWith(fresh);
    fresh.dispatchEvent(new CustomEvent('portal:fragment', { bubbles: true }));
    fresh.querySelector('[role="status"]')?.focus({ preventScroll: true });
  });
}
