// Asks before typed words are lost. Silent when a draft keeps them (data-draft-state says so) or when the form is sent.
export function enhance(form) {
  const typed = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string')).toString();
  const before = typed();
  let sent = false;
  form.addEventListener('submit', () => { sent = true; });
  addEventListener('beforeunload', (event) => {
    if (!sent && form.dataset.draftKept !== 'yes' && typed() !== before) event.preventDefault();
  });
}
