// Opening a row of the inbox marks it as read, and its button does so in place.
import { say } from './messages.js';
import { send } from './send.js';
import { show } from './unread.js';
import { word } from './words.js';

function settle(row) {
  row.classList.remove('inbox__row--new');
  row.querySelector('a[data-notice]')?.removeAttribute('data-notice');
  for (const mark of row.querySelectorAll('.inbox__dot, [data-unread-word], form')) mark.remove();
}

export function enhance(inbox) {
  inbox.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-notice]');
    if (!link) return;
    const form = inbox.querySelector('form');
    send(inbox.dataset.inbox, { body: new URLSearchParams({ notice: link.dataset.notice }), form, keepalive: true }).catch(() => {});
    settle(link.closest('.inbox__row'));
  });
  inbox.addEventListener('submit', async (event) => {
    const row = event.target.closest('.inbox__row');
    if (!row) return;
    event.preventDefault();
    try {
      const answer = await send(inbox.dataset.inbox, { body: new URLSearchParams(new FormData(event.target)), form: event.target });
      if (!answer.ok) throw new Error(answer.status);
      const bar = document.querySelector('[data-unread-url]');
      if (bar) show(bar, await answer.json());
      const next = row.querySelector('a');
      settle(row);
      next?.focus();
    } catch {
      say(word('network'), 'warning');
    }
  });
}
