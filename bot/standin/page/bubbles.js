// One message → one list item: day line, bubble, inline keyboard.
import { clockTime, day, fullTime, word } from "./words.js";
import { formatted, link } from "./format.js";

const address = (file) => `/control/files/${encodeURIComponent(file.file_id)}`;

export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function bubble(entry, previous, actions) {
  const { message } = entry;
  const item = make("li", entry.from_bot ? "" : "mine");
  item.dataset.message = message.message_id;
  if (!previous || day(previous.date) !== day(message.date)) item.append(make("span", "day", day(message.date)));
  const rows = message.reply_markup?.inline_keyboard;
  const box = make("div", rows ? "bubble keyed" : "bubble");
  const quoted = message.reply_to_message;
  if (quoted) box.append(make("p", "quote", quoted.text ?? quoted.caption ?? "…"));
  box.append(...content(message, actions), meta(entry));
  item.append(box);
  if (rows) item.append(keyboard(rows, (button, element) => actions.press(message, button, element), actions));
  return item;
}

function content(message, actions) {
  const parts = [];
  if (message.photo) {
    const picture = make("img", "picture");
    picture.src = address(message.photo.at(-1));
    picture.alt = message.caption ?? word("photo");
    picture.width = message.photo.at(-1).width;
    picture.height = message.photo.at(-1).height;
    const open = make("a", "", picture);
    open.href = picture.src;
    open.target = "_blank";
    parts.push(open);
  }
  if (message.document) parts.push(file(message.document));
  if (message.voice) parts.push(make("div", "body", `🎤 ${word("voice")} (${message.voice.duration} s)`));
  if (message.sticker) parts.push(make("div", "body", `${message.sticker.emoji} ${word("sticker")}`));
  if (message.location) {
    parts.push(make("div", "body", `📍 ${word("location")}: ${message.location.latitude}, ${message.location.longitude}`));
  }
  const text = message.text ?? message.caption;
  if (text) parts.push(make("div", "body", formatted(text, message.entities ?? message.caption_entities, actions)));
  return parts;
}

function file(document) {
  const kilobytes = Math.max(1, Math.round(document.file_size / 1024));
  const name = document.file_name ?? "file";
  const about = make("span", "", make("b", "", name), make("small", "", `${kilobytes} ${word("size")}`));
  const anchor = make("a", "file", make("span", "icon", "↓"), about);
  anchor.href = address(document);
  anchor.download = name;
  return anchor;
}

function meta(entry) {
  const { message } = entry;
  const time = make("time", "", clockTime(message.date));
  time.dateTime = new Date(message.date * 1000).toISOString();
  time.title = fullTime(message.edit_date ?? message.date);
  const edited = entry.edits > 0 ? [`${word("edited")} · `] : [];
  return make("span", "meta", ...edited, time);
}

export function keyboard(rows, press, actions) {
  return make("div", "keys", ...rows.map((row) => make("div", "row", ...row.map((button) => key(button, press, actions)))));
}

function key(button, press, actions) {
  if (button.url) {
    const anchor = link(button.url, actions);
    anchor.append(button.text);
    return anchor;
  }
  const element = make("button", "", button.text);
  element.type = "button";
  element.addEventListener("click", () => press(button, element));
  return element;
}
