// Text with entities → DOM. JavaScript strings are UTF-16, so Telegram's offsets fit as they are.
const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export function formatted(text, entities, actions) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, sorted, 0, text.length, actions);
}

function build(text, entities, from, to, actions) {
  const fragment = document.createDocumentFragment();
  let at = from;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) continue;
    const inner = [];
    while (i + 1 < entities.length && entities[i + 1].offset < end) inner.push(entities[(i += 1)]);
    fragment.append(text.slice(at, entity.offset));
    const element = elementFor(entity, text.slice(entity.offset, end), actions);
    element.append(build(text, inner, entity.offset, end, actions));
    fragment.append(element);
    at = end;
  }
  fragment.append(text.slice(at, to));
  return fragment;
}

function elementFor(entity, text, actions) {
  if (entity.type === "text_link" || entity.type === "url") return link(entity.url ?? text, actions);
  if (entity.type === "bot_command") {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "command";
    button.addEventListener("click", () => actions.send(text));
    return button;
  }
  const element = document.createElement(TAGS[entity.type] ?? "span");
  if (entity.type === "spoiler") {
    element.className = "spoiler";
    element.tabIndex = 0;
    element.addEventListener("click", () => element.classList.add("shown"));
    element.addEventListener("keydown", (event) => event.key === "Enter" && element.classList.add("shown"));
  }
  return element;
}

// Only web links are followed; a deep link of this very bot starts it here instead of leaving the machine.
export function link(address, actions) {
  const anchor = document.createElement("a");
  let url;
  try {
    url = new URL(address);
  } catch {
    return anchor;
  }
  if (url.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === actions.username.toLowerCase()) {
    anchor.href = "#";
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      actions.start(url.searchParams.get("start"));
    });
  } else if (url.protocol === "http:" || url.protocol === "https:") {
    anchor.href = url.href;
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
  }
  return anchor;
}
