// A form of one toggle (follow, "I have this too"): sent in place; the fragment of the server takes its stead.
import { say } from './messages.js';
import { parse, send } from './send.js';
import { word } from './words.js';

export function enhance(form) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = event.submitter ?? form.querySelector('button');
    button.setAttribute('aria-disabled', 'true');
    try {
      const answer = await send(form.action, { body: new URLSearchParams(new FormData(form, button)), form });
      const fresh = answer.ok && parse(await answer.text()).querySelector('form[data-toggle]');
      if (!fresh) {
        if (answer.ok) location.reload(); else say(word('network'), 'warning');
        return;
      }
      form.replaceWith(fresh);
      fresh.dispatchEvent(new CustomEvent('portal:fragment', { bubbles: true }));
      fresh.querySelector('button')?.focus();
    } catch {
      say(word('network'), 'warning');
    } finally {
      button.removeAttribute('aria-disabled');
    }
  });
}
