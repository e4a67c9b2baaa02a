// The staff queue by keyboard: j and k walk, Enter opens, other letters press the button with that data-key, ? shows help.
export function enhance(queue) {
  const items = () => [...queue.querySelectorAll('[data-queue-item]')];
  const opener = (item) => item?.querySelector('[data-queue-open]') ?? item?.querySelector('a');
  const chosen = () => items().find((item) => item.contains(document.activeElement))
    ?? items().find((item) => item.hasAttribute('aria-current'));

  function walk(step) {
    const all = items();
    if (!all.length) return;
    const at = all.indexOf(chosen());
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    opener(next)?.focus();
    next.scrollIntoView({ block: 'nearest' });
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], dialog')) return;
    const key = event.key.toLowerCase();
    if (key === 'j' || key === 'k') { event.preventDefault(); walk(key === 'j' ? 1 : -1); return; }
    if (key === 'enter') {
      if (event.target.closest('a, button, summary')) return;
      if (event.target.closest('input')) event.preventDefault(); // it would send the form
      opener(chosen())?.click();
      return;
    }
    if (key === '?') {
      const help = queue.querySelector('[data-queue-help]');
      if (help) { event.preventDefault(); help.open = !help.open; help.querySelector('summary')?.focus(); }
      return;
    }
    if (key.length !== 1) return;
    const wanted = `[data-key="${CSS.escape(key)}"]`;
    const target = chosen()?.querySelector(wanted) ?? queue.querySelector(`[data-queue-panel] ${wanted}`);
    if (!target) return;
    event.preventDefault();
    if (target.matches('input:not([type=checkbox]), select, textarea')) target.focus(); else target.click();
  });
}
