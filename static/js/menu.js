// Menus made of <details>: Escape and a press elsewhere close them; one is open at a time.
export function enhance(menu) {
  const summary = menu.querySelector('summary');
  const phone = menu.classList.contains('phone-menu');
  document.addEventListener('pointerdown', (event) => {
    if (!phone && menu.open && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    summary.focus();
  });
  menu.addEventListener('focusout', (event) => {
    if (!phone && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}
