// The page's own words. Vietnamese first; the bot speaks for itself.
const WORDS = {
  vi: {
    honest: "Telegram mô phỏng trên\u00a0máy\u00a0này\u00a0— không có gì được gửi đi",
    other: "A local stand-in of Telegram: nothing leaves this machine",
    people: "Danh sách người dùng", block: "Chặn", blockLong: "Chặn bot", unblock: "Bỏ chặn",
    blocked: "Ông/Bà đã chặn bot này", you: "Ông/Bà là", start: "BẮT ĐẦU", restart: "BẮT ĐẦU LẠI", typing: "đang soạn…",
    upload_photo: "đang gửi ảnh…", upload_document: "đang gửi tệp…",
    hello: "Chưa có tin nhắn nào.\nNhấn BẮT ĐẦU để trò\u00a0chuyện\u00a0với\u00a0bot.", write: "Tin nhắn", send: "Gửi",
    attach: "Đính kèm", photo: "Ảnh", document: "Tệp", menu: "Lệnh của bot", edited: "đã sửa", newest: "Tin mới nhất",
    voice: "Tin nhắn thoại", location: "Vị trí", sticker: "Nhãn dán", offline: "Mất kết nối với máy mô phỏng, đang thử lại…",
    keyboard: "Bàn phím trả lời", language: "Switch to English", size: "kB",
  },
  en: {
    honest: "Telegram stand-in on this machine — nothing is sent anywhere",
    other: "Telegram mô phỏng trên\u00a0máy\u00a0này\u00a0— không có gì được gửi đi",
    people: "List of people", block: "Block", blockLong: "Block the bot", unblock: "Unblock",
    blocked: "You have blocked this bot", you: "You are", start: "START", restart: "RESTART", typing: "typing…",
    upload_photo: "sending a picture…", upload_document: "sending a file…",
    hello: "No messages yet.\nTap START to talk to the bot.", write: "Message", send: "Send",
    attach: "Attach", photo: "Picture", document: "File", menu: "Commands of the bot", edited: "edited", newest: "Newest message",
    voice: "Voice message", location: "Location", sticker: "Sticker", offline: "The stand-in does not answer, trying again…",
    keyboard: "Reply keyboard", language: "Chuyển sang tiếng Việt", size: "kB",
  },
};

const query = new URLSearchParams(location.search);
let chosen = query.get("lang") ?? ((navigator.language ?? "vi").startsWith("en") ? "en" : "vi");
if (!(chosen in WORDS)) chosen = "vi";

export const language = () => chosen;
export const word = (name) => WORDS[chosen][name] ?? name;

export function switchLanguage() {
  chosen = chosen === "vi" ? "en" : "vi";
  query.set("lang", chosen);
  history.replaceState(null, "", `?${query}`);
}

export function sayHonestly(element) {
  document.documentElement.lang = chosen;
  const other = document.createElement("small");
  other.lang = chosen === "vi" ? "en" : "vi";
  other.textContent = word("other");
  element.replaceChildren(word("honest"), other);
}

const locale = () => (chosen === "vi" ? "vi-VN" : "en-GB");
const at = (seconds, options) => new Intl.DateTimeFormat(locale(), options).format(new Date(seconds * 1000));
export const clockTime = (seconds) => at(seconds, { hour: "2-digit", minute: "2-digit" });
export const day = (seconds) => at(seconds, { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" });
export const fullTime = (seconds) => `${clockTime(seconds)} ${at(seconds, { day: "2-digit", month: "2-digit", year: "numeric" })}`;
