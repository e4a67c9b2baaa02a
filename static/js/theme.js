// Light, dark or as the system: shown at once; the server keeps the choice in a cookie.
export function enhance(form) {
  form.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (!button?.value) return;
    event.preventDefault();
    document.documentElement.dataset.theme = button.value;
    for (const other of form.querySelectorAll('[name="choice"]')) other.setAttribute('aria-pressed', String(other === button));
    const address = new URL(form.action);
    address.searchParams.set('choice', button.value);
    fetch(address, { credentials: 'same-origin', redirect: 'manual' }).catch(() => {});
  });
}
