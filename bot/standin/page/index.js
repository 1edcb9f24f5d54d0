// Who there is, and a door to each chat.
import { call } from "./api.js";
import { make } from "./bubbles.js";
import { sayHonestly } from "./words.js";

const el = (id) => document.getElementById(id);
const REFRESH_MS = 4000;
const chosen = new Set();

function person(user) {
  const name = [user.first_name, user.last_name].filter(Boolean).join(" ");
  const box = make("input");
  box.type = "checkbox";
  box.checked = chosen.has(user.id);
  box.setAttribute("aria-label", name);
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(user.id);
    else chosen.delete(user.id);
    el("side").disabled = chosen.size === 0;
  });
  const state = user.blocked ? "đã chặn bot · blocked" : user.started ? `${user.messages} tin nhắn · messages` : "chưa bắt đầu · not started";
  const open = make("a", "open", make("b", "", name), make("span", "", `${user.id} · ${user.language_code ?? "?"} · ${state}`));
  open.href = `/chat?user=${user.id}&lang=${user.language_code === "en" ? "en" : "vi"}`;
  return make("li", "", make("label", "tick", box), open);
}

async function refresh() {
  const { users } = await call("users");
  const shown = JSON.stringify(users);
  if (el("people").dataset.shown === shown) return;
  el("people").dataset.shown = shown;
  el("people").replaceChildren(...users.map(person));
  el("nobody").hidden = users.length > 0;
  el("side").hidden = users.length === 0;
}

function complain(error) {
  el("error").textContent = error.message;
  el("error").hidden = false;
}

el("new").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const created = await call("users", { first_name: el("name").value.trim(), language_code: el("lang").value });
    location.assign(`/chat?user=${created.id}&lang=${el("lang").value}`);
  } catch (error) {
    complain(error);
  }
});
el("side").addEventListener("click", () => location.assign(`/side?users=${[...chosen].join(",")}`));

sayHonestly(el("honest"));
const bot = await call("bot");
el("bot-name").textContent = `${bot.first_name} (@${bot.username})`;
await refresh();
setInterval(() => refresh().catch(complain), REFRESH_MS);
