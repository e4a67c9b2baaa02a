// The link to a step becomes a button that copies its address. Where the browser may not copy, the link stays.
import { icon, word } from './words.js';

export function enhance(anchor) {
  if (!navigator.clipboard) return;
  const button = document.createElement('button');
  const words = document.createElement('span');
  const told = document.createElement('span');
  button.type = 'button';
  button.className = 'anchor anchor--copy no-print';
  button.title = anchor.dataset.stepLink;
  words.className = 'unseen';
  words.textContent = anchor.dataset.stepLink;
  told.className = 'anchor__told';
  told.setAttribute('role', 'status');
  button.append(icon('link'), words);
  const address = anchor.href;
  anchor.after(button, told);
  anchor.remove();
  let waiting = 0;
  button.addEventListener('click', async () => {
    try { await navigator.clipboard.writeText(address); } catch { location.href = address; return; }
    told.textContent = word('copied');
    clearTimeout(waiting);
    waiting = setTimeout(() => { told.textContent = ''; }, 2000);
  });
}
