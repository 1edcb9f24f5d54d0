// Answers to pressed buttons: a toast that passes, or an alert that waits for OK.
const toast = document.getElementById("toast");
const alert = document.getElementById("alert");
const SHORTEST_MS = 2500;
const MS_PER_LETTER = 60;
let hiding;

export function say(text) {
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (toast.hidden = true), SHORTEST_MS + MS_PER_LETTER * text.length);
}

export function show(notice) {
  if (!notice.text) return;
  if (!notice.show_alert) return say(notice.text);
  document.getElementById("alert-text").textContent = notice.text;
  if (!alert.open) alert.showModal();
}
