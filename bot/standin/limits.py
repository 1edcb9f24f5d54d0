"""Telegram's limits, each a name with its source.

Sources: [api] the Bot API reference; [faq] the bots FAQ of Telegram; [server] the open Bot API server;
[local] a bound of this stand-in, so that it never grows without end.
"""

from __future__ import annotations

import re

TEXT_UNITS = 4096  # [api] sendMessage: 1-4096 UTF-16 units after entities parsing
CAPTION_UNITS = 1024  # [api] sendPhoto: 0-1024 after entities parsing
ENTITIES_PER_MESSAGE = 100  # [server] later entities are silently ignored by Telegram
CALLBACK_DATA_BYTES = 64  # [api] InlineKeyboardButton: 1-64 bytes
CALLBACK_ANSWER_UNITS = 200  # [api] answerCallbackQuery: 0-200 characters
INLINE_BUTTONS = 100  # [server] more are answered with "reply markup is too long"
INLINE_ROW_BUTTONS = 8  # [server] clients show at most eight in a row
REPLY_BUTTONS = 300  # [server] of a reply keyboard
COMMANDS = 100  # [api] setMyCommands: at most 100
COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")  # [api] BotCommand.command
COMMAND_DESCRIPTION_UNITS = 256  # [api] BotCommand.description
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")  # [api] deep links
SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,256}")  # [api] setWebhook.secret_token
BOT_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")

UPLOAD_BYTES = 50 * 2**20  # [api] sendDocument: up to 50 MB
PHOTO_BYTES = 10 * 2**20  # [api] sendPhoto: at most 10 MB
PHOTO_SIDES_SUM = 10_000  # [api] sendPhoto: width + height
PHOTO_RATIO = 20  # [api] sendPhoto: the longer side at most 20 times the shorter
DOWNLOAD_BYTES = 20 * 2**20  # [api] getFile: up to 20 MB
FORM_OVERHEAD_BYTES = 2**20  # [local] room for the other multipart fields beside an upload

POLL_UPDATES = 100  # [api] getUpdates.limit
POLL_SECONDS = 50  # [server] longer long polls are shortened
UPDATE_SECONDS = 24 * 3600  # [api] updates are kept at most 24 hours
QUERY_SECONDS = 150  # [server] callback queries die much sooner
ACTION_SECONDS = 5  # [api] sendChatAction: status is set for 5 seconds or less
WEBHOOK_CONNECTIONS = 40  # [api] setWebhook.max_connections default
WEBHOOK_CONNECTIONS_MAX = 100  # [api]

KEPT_CHAT_MESSAGES = 2_000  # [local] per person, oldest forgotten first
KEPT_NOTICES = 50  # [local] callback answers per person
KEPT_REQUESTS = 5_000  # [local] ring of the request log
KEPT_UPDATES = 2_000  # [local] settled updates that can still be redelivered
KEPT_QUERIES = 10_000  # [local] callback queries whose answers are checked
KEPT_FILE_BYTES = 512 * 2**20  # [local] of all files together, oldest forgotten first
WAIT_SECONDS = 60  # [local] longest long poll of the control API
