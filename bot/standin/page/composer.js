// What the person writes with: text, attachments, the command menu, the reply keyboard.
import { call, mine, user } from "./api.js";
import { keyboard, make } from "./bubbles.js";
import { say } from "./notices.js";
import { language, word } from "./words.js";

const el = (id) => document.getElementById(id);
const PICTURES = "image/png,image/jpeg,image/gif";
let kind = "document";

export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    say(error.message);
    return undefined;
  }
}

export const sendText = (text) => attempt(() => mine("text", { text }));

export function prepare() {
  const text = el("text");
  el("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const value = text.value;
    if (value.trim() && (await sendText(value))) text.value = "";
    text.focus();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      el("form").requestSubmit();
    }
  });
  el("attach").addEventListener("click", () => toggle("attaching", "attach"));
  el("menu").addEventListener("click", () => toggle("commands", "menu"));
  el("keys-toggle").addEventListener("click", () => toggle("keyboard", "keys-toggle"));
  for (const [id, chosen] of [["as-photo", "photo"], ["as-document", "document"]]) {
    el(id).addEventListener("click", () => {
      kind = chosen;
      el("file").accept = chosen === "photo" ? PICTURES : "";
      el("file").click();
      toggle("attaching", "attach");
    });
  }
  el("file").addEventListener("change", sendFile);
}

function toggle(panel, button) {
  el(panel).hidden = !el(panel).hidden;
  el(button).setAttribute("aria-expanded", String(!el(panel).hidden));
}

async function sendFile() {
  const input = el("file");
  const form = new FormData();
  form.append("file", input.files[0]);
  form.append("caption", el("text").value);
  if (await attempt(() => mine(kind, form))) el("text").value = "";
  input.value = "";
}

export function translate() {
  el("text").placeholder = word("write");
  for (const [id, name] of [["text", "write"], ["send", "send"], ["attach", "attach"], ["menu", "menu"], ["keyboard", "keyboard"], ["keys-toggle", "keyboard"]]) {
    el(id).setAttribute("aria-label", word(name));
    if (id !== "text") el(id).title = word(name);
  }
  el("as-photo").textContent = `🖼 ${word("photo")}`;
  el("as-document").textContent = `📄 ${word("document")}`;
}

export async function loadCommands() {
  const { commands } = await call(`users/${user}/commands?lang=${language()}`);
  el("menu").hidden = commands.length === 0;
  el("commands").replaceChildren(
    ...commands.map(({ command, description }) => {
      const button = make("button", "", make("b", "", `/${command}`), description);
      button.type = "button";
      button.addEventListener("click", () => {
        toggle("commands", "menu");
        sendText(`/${command}`);
      });
      return make("li", "", button);
    }),
  );
}

export function showKeyboard(markup, actions) {
  const box = el("keyboard");
  const rows = markup?.keyboard;
  const before = box.dataset.shown;
  box.dataset.shown = JSON.stringify(markup ?? null);
  if (before === box.dataset.shown) return;
  box.hidden = el("keys-toggle").hidden = !rows;
  el("keys-toggle").setAttribute("aria-expanded", "true");
  box.replaceChildren(...(rows ? [...keyboard(rows, (button) => sendText(button.text), actions).children] : []));
  el("text").placeholder = markup?.input_field_placeholder ?? word("write");
  if (markup?.force_reply) el("text").focus();
}
