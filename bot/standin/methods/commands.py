"""The command menu, per scope and language."""

from __future__ import annotations

import json

from aiogram.methods import DeleteMyCommands, GetMyCommands, SetMyCommands
from pydantic import BaseModel

from bot.standin.entities import units
from bot.standin.errors import bad_request
from bot.standin.exchange import Exchange
from bot.standin.limits import COMMAND_DESCRIPTION_UNITS, COMMAND_NAME, COMMANDS
from bot.standin.methods.registry import carries
from bot.standin.params import Call
from bot.standin.state import Json, Person

_DEFAULT_SCOPE = {"type": "default"}


@carries(SetMyCommands)
async def set_my_commands(exchange: Exchange, params: SetMyCommands, _call: Call) -> bool:
    if len(params.commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = []
    for command in params.commands:
        name = command.command.removeprefix("/")
        if not COMMAND_NAME.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= units(command.description) <= COMMAND_DESCRIPTION_UNITS:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name, "description": command.description})
    exchange.world.commands[_key(params.scope, params.language_code)] = kept
    return True


@carries(GetMyCommands)
async def get_my_commands(exchange: Exchange, params: GetMyCommands, _call: Call) -> list[Json]:
    return exchange.world.commands.get(_key(params.scope, params.language_code), [])


@carries(DeleteMyCommands)
async def delete_my_commands(exchange: Exchange, params: DeleteMyCommands, _call: Call) -> bool:
    exchange.world.commands.pop(_key(params.scope, params.language_code), None)
    return True


def menu_of(exchange: Exchange, person: Person, language: str | None) -> list[Json]:
    """What the person's menu shows: [api] the narrowest scope wins, and in it the person's language."""
    scopes: list[Json] = [
        {"type": "chat", "chat_id": person.id},
        {"type": "all_private_chats"},
        _DEFAULT_SCOPE,
    ]
    for scope in scopes:
        for code in (language, None):
            found = exchange.world.commands.get(_name(scope, code))
            if found:
                return found
    return []


def _key(scope: BaseModel | None, language: str | None) -> str:
    return _name(scope.model_dump(exclude_none=True) if scope else _DEFAULT_SCOPE, language)


def _name(scope: Json, language: str | None) -> str:
    return json.dumps([scope, language or ""], sort_keys=True)
