// The summary of errors takes the focus, so that nobody searches for what went wrong; not from a reader who was quicker.
export const enhance = (element) => {
  const there = document.activeElement;
  if (!there || there === document.body || there.autofocus) element.focus({ preventScroll: false });
};
