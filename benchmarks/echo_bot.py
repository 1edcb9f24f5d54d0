"""The least an aiogram bot can do: edit the tapped message. What an interview loop is compared with."""

from __future__ import annotations

import asyncio
import os
from itertools import count

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message


def keyboard() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="tap", callback_data="tap")]])


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["PARBOT_API_BASE"]))
    numbers = count(1)
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def start(message: Message) -> None:
        await message.answer("0", reply_markup=keyboard())

    @dispatcher.callback_query()
    async def tap(query: CallbackQuery) -> None:
        if isinstance(query.message, Message):
            await query.message.edit_text(f"{next(numbers)}", reply_markup=keyboard())
        await query.answer()

    async with Bot(os.environ["PARBOT_TOKEN"], session=session) as bot:
        print("ready", flush=True)
        await dispatcher.start_polling(bot, handle_signals=True)


asyncio.run(main())
