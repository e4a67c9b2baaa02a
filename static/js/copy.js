// A copy button on each block of code.
import { icon, word } from './words.js';

export function enhance(block) {
  if (!navigator.clipboard) return;
  const frame = document.createElement('div');
  const button = document.createElement('button');
  const words = document.createElement('span');
  frame.className = 'code-frame';
  button.type = 'button';
  button.className = 'copy no-print';
  words.setAttribute('role', 'status');
  words.textContent = word('copy');
  button.append(icon('copy'), words);
  block.replaceWith(frame);
  frame.append(block, button);
  if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText((block.querySelector('code') ?? block).textContent.replace(/\n$/, ''));
    words.textContent = word('copied');
    setTimeout(() => { words.textContent = word('copy'); }, 2000);
  });
}
