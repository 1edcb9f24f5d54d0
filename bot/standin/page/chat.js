// One person's chat: ask for what changed, show it, act.
import { call, mine, user } from "./api.js";
import { bubble } from "./bubbles.js";
import { attempt, loadCommands, prepare, sendText, showKeyboard, translate } from "./composer.js";
import { say, show } from "./notices.js";
import { language, sayHonestly, switchLanguage, word } from "./words.js";

const el = (id) => document.getElementById(id);
const scroller = el("scroller");
const WAIT_SECONDS = 25;
const RETRY_MS = 1500;
const NEAR_BOTTOM_PX = 80;
const ACTION_MS = 5000;
const SPINNER_MS = 15000;

const entries = new Map();
const busy = new Map();
const query = new URLSearchParams(location.search);
let bot, person, latest, seq = 0, payload = query.get("start"), actionTimer, unseen = 0, drawnOnce = false;

const actions = {
  username: "",
  send: sendText,
  start: (value) => attempt(() => mine("start", { payload: value || null })),
  async press(message, button, element) {
    if (!("callback_data" in button)) return;
    element.classList.add("busy");
    const body = { callback_data: button.callback_data, message_id: message.message_id };
    const done = await attempt(() => mine("press", body));
    const stop = () => element.classList.remove("busy");
    if (!done) return stop();
    busy.set(done.query_id, stop);
    setTimeout(stop, SPINNER_MS);
  },
};

async function enter() {
  if (!/^\d+$/.test(user ?? "")) return location.replace("/");
  bot = await call("bot");
  actions.username = bot.username;
  const { users } = await call("users");
  if (!users.some((known) => known.id === Number(user))) {
    const name = query.get("name") || `${language() === "vi" ? "Người dùng" : "Guest"} ${user}`;
    await call("users", { id: Number(user), first_name: name.slice(0, 64), language_code: language() });
  }
  prepare();
  el("language").addEventListener("click", () => { switchLanguage(); translateAll(); });
  el("block").addEventListener("click", () => attempt(() => mine(person.blocked ? "unblock" : "block", {})));
  el("start").addEventListener("click", pressStart);
  el("jump").addEventListener("click", toBottom);
  scroller.addEventListener("scroll", () => nearBottom() && seen());
  new ResizeObserver(() => keepPlace()).observe(scroller);
  for (;;) await follow();
}

async function follow() {
  try {
    take(await mine(`chat?after=${seq}&wait=${drawnOnce ? WAIT_SECONDS : 0}`));
  } catch (error) {
    el("status").textContent = word("offline");
    await new Promise((resume) => setTimeout(resume, RETRY_MS));
  }
}

function take(view) {
  const stick = !drawnOnce || nearBottom();
  seq = view.seq;
  person = view.user;
  latest = view;
  for (const entry of view.messages) place(entry, stick);
  for (const notice of view.notices) {
    busy.get(notice.query_id)?.();
    busy.delete(notice.query_id);
    if (drawnOnce) show(notice);
  }
  if (drawnOnce) showState(view);
  else translateAll();
  drawnOnce = true;
  if (view.messages.some((entry) => entry.from_bot)) loadCommands().catch((error) => say(error.message));
  if (stick) toBottom();
}

function place(entry, stick) {
  const id = entry.message.message_id;
  const old = el("log").querySelector(`[data-message="${id}"]`);
  if (entry.deleted) {
    entries.delete(id);
    return old?.remove();
  }
  const ids = [...entries.keys()];
  const previous = old ? entries.get(ids[ids.indexOf(id) - 1]) : entries.get(ids.at(-1));
  entries.set(id, entry);
  const item = bubble(entry, previous?.message, actions);
  if (old) {
    item.classList.add("changed");
    old.replaceWith(item);
  } else {
    el("log").append(item);
    if (!stick) unseen += 1;
    if (!entry.from_bot) queueMicrotask(toBottom);
  }
  item.querySelectorAll("img").forEach((picture) => picture.addEventListener("load", () => stick && toBottom()));
  showJump();
}

function showState(view) {
  const wantsStart = !person.started || person.blocked || payload !== null;
  el("start").hidden = !wantsStart;
  el("start").textContent = word(person.blocked ? "restart" : "start");
  el("compose").hidden = !person.started || person.blocked;
  el("hello").hidden = entries.size > 0;
  el("hello").textContent = word("hello");
  el("block").textContent = word(person.blocked ? "unblock" : "block");
  el("block").title = word(person.blocked ? "unblock" : "blockLong");
  showKeyboard(view.keyboard, actions);
  clearTimeout(actionTimer);
  const name = [person.first_name, person.last_name].filter(Boolean).join(" ");
  const calm = person.blocked ? word("blocked") : `${word("you")} ${name}`;
  el("status").textContent = view.action ? word(view.action) : calm;
  if (view.action) actionTimer = setTimeout(() => (el("status").textContent = calm), ACTION_MS);
  document.title = `${name} — ${bot.first_name}`;
}

async function pressStart() {
  if (await actions.start(payload)) {
    payload = null;
    query.delete("start");
    history.replaceState(null, "", `?${query}`);
    el("start").hidden = true;
  }
}

function translateAll() {
  sayHonestly(el("honest"));
  el("bot-name").textContent = bot.first_name;
  el("bot-handle").textContent = `@${bot.username}`;
  el("back").setAttribute("aria-label", word("people"));
  el("language").textContent = language() === "vi" ? "EN" : "VI";
  el("language").setAttribute("aria-label", word("language"));
  translate();
  loadCommands().catch((error) => say(error.message));
  const kept = [...entries.values()];
  entries.clear();
  el("log").replaceChildren();
  kept.forEach((entry) => place(entry, true));
  showState(latest);
  toBottom();
}

const nearBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_BOTTOM_PX;
let atBottom = true;
scroller.addEventListener("scroll", () => (atBottom = nearBottom()));
function keepPlace() { if (atBottom) toBottom(); }
function toBottom() { scroller.scrollTop = scroller.scrollHeight; seen(); }
function seen() { unseen = 0; showJump(); }
function showJump() {
  el("jump").hidden = unseen === 0;
  el("jump").textContent = `↓ ${unseen}`;
  el("jump").setAttribute("aria-label", word("newest"));
}

enter();
