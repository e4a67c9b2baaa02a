// Messages: those of the page can be put away; those that scripts say come as toasts; all can be read again in the footer.
import { icon, word } from './words.js';

const kept = 'portal.messages';

function read() {
  try { return JSON.parse(sessionStorage.getItem(kept)) ?? []; } catch { return []; }
}

function keep(text) {
  const rows = [...read(), { text, at: new Date().toISOString() }].slice(-20);
  try { sessionStorage.setItem(kept, JSON.stringify(rows)); } catch { /* private mode: the log is only shorter */ }
  showLog(rows);
}

function showLog(rows = read()) {
  const log = document.querySelector('[data-log]');
  if (!log || !rows.length) return;
  log.hidden = false;
  log.querySelector('[data-log-list]').replaceChildren(...rows.toReversed().map(({ text, at }) => {
    const row = document.createElement('li');
    const time = document.createElement('time');
    time.dateTime = at;
    time.textContent = new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
    row.append(time, ` ${text}`);
    return row;
  }));
}

function closable(message) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'message__close';
  button.setAttribute('aria-label', word('close'));
  button.append(icon('close'));
  button.addEventListener('click', () => message.remove());
  message.append(button);
}

export function say(text, tone = 'neutral') {
  let region = document.querySelector('.toasts');
  if (!region) {
    region = document.createElement('div');
    region.className = 'toasts no-print';
    region.setAttribute('role', 'status');
    document.body.append(region);
  }
  const message = document.createElement('div');
  const words = document.createElement('p');
  message.className = `message message--${tone}`;
  message.append(icon({ good: 'check', warning: 'warning' }[tone] ?? 'bell'), words);
  closable(message);
  region.append(message);
  requestAnimationFrame(() => { words.textContent = text; });
  if (tone !== 'warning') setTimeout(() => message.remove(), 8000);
  keep(text);
}

export function enhance(region) {
  for (const message of region.querySelectorAll('.message')) {
    keep(message.querySelector('p')?.textContent ?? '');
    closable(message);
  }
  showLog();
}
