/** Says something to screen readers without moving the focus: "Mia Larsen, absent, saved". */
export function announce(text: string): void {
  const region = document.getElementById('announcer');
  if (!region) return;
  // A changed text node is read; the same text twice in a row is not, so it gets an invisible difference.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

export function Announcer() {
  return <div id="announcer" className="unseen" role="status" aria-live="polite" />;
}
