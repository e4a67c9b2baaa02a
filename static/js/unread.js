// Keeps the number beside the inbox true while the page can be seen. Mostly the server answers "nothing new" (304).
import { send } from './send.js';

export function show(link, { unread, words }) {
  let figure = link.querySelector('.tool__count');
  let said = link.querySelector('[data-unread-words]');
  if (!unread) {
    figure?.remove();
    said?.remove();
    return;
  }
  if (!figure) {
    figure = Object.assign(document.createElement('span'), { className: 'tool__count' });
    figure.setAttribute('aria-hidden', 'true');
    link.append(figure);
  }
  if (!said) {
    said = Object.assign(document.createElement('span'), { className: 'unseen' });
    said.dataset.unreadWords = '';
    link.append(said);
  }
  figure.textContent = unread > 99 ? '99+' : unread;
  said.textContent = words;
}

export function enhance(link) {
  setInterval(async () => {
    if (document.visibilityState !== 'visible') return;
    try {
      const answer = await send(link.dataset.unreadUrl, { method: 'GET' });
      if (answer.ok) show(link, await answer.json());
    } catch { /* the next minute will tell */ }
  }, 60000);
}
