// The address of a page opened from a search carries the id of that search. It was read when the page was made; taken
// out of the address bar, it does not travel with a link that somebody copies. The links of the note keep it.
export function enhance() {
  const address = new URL(location.href);
  address.searchParams.delete('s');
  history.replaceState(history.state, '', address);
}
