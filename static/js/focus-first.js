// The summary of errors takes the focus, so that nobody searches for what went wrong.
export const enhance = (element) => element.focus({ preventScroll: false });
