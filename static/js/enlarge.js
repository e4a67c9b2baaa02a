// Pictures in a text open large, in a dialog that Escape closes.
import { icon, word } from './words.js';

export function enhance(picture) {
  if (picture.closest('a, button') || !HTMLDialogElement.prototype.showModal) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'enlarge';
  button.setAttribute('aria-label', [word('enlarge'), picture.alt].filter(Boolean).join(': '));
  picture.replaceWith(button);
  button.append(picture);
  button.addEventListener('click', () => {
    const dialog = document.createElement('dialog');
    const form = document.createElement('form');
    const close = document.createElement('button');
    const large = document.createElement('img');
    dialog.className = 'lightbox';
    dialog.setAttribute('aria-label', picture.alt || word('enlarge'));
    form.method = 'dialog';
    close.className = 'tool';
    close.setAttribute('aria-label', word('close'));
    close.append(icon('close'));
    large.src = picture.currentSrc || picture.src;
    large.alt = picture.alt;
    form.append(close);
    dialog.append(form, large);
    dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  });
}
