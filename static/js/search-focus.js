// "/" goes to the search field from anywhere but a field.
export function enhance(field) {
  const key = field.form?.querySelector('[data-search-key]');
  if (key && matchMedia('(hover: hover)').matches) key.hidden = Boolean(field.value);
  field.addEventListener('input', () => { if (key) key.hidden = Boolean(field.value); });
  if (document.querySelector('[data-search-focus]') !== field && !field.dataset.searchFocus) return;
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
