"""What control requests may say. Unknown fields are refused: a misspelt one is always a mistake."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.standin.faults import EVERY_METHOD, FaultKind

_USERNAME = r"^[A-Za-z][A-Za-z0-9_]{3,31}$"
_LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_LARGEST_ID = 2**52 - 1  # [api] User.id has at most 52 significant bits
_LONGEST_NAME = 64  # [api] of first and last names


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewUser(Body):
    id: int | None = Field(None, ge=1, le=_LARGEST_ID)
    first_name: str = Field(min_length=1, max_length=_LONGEST_NAME)
    last_name: str | None = Field(None, max_length=_LONGEST_NAME)
    username: str | None = Field(None, pattern=_USERNAME)
    language_code: str | None = Field("vi", pattern=_LANGUAGE)


class Text(Body):
    text: str


class Start(Body):
    payload: str | None = None


class EditedText(Body):
    message_id: int
    text: str


class Press(Body):
    text: str | None = None
    callback_data: str | None = None
    message_id: int | None = None
    inaccessible: bool = False

    @model_validator(mode="after")
    def one_way_to_name_it(self) -> Press:
        if (self.text is None) == (self.callback_data is None):
            raise ValueError("name the button by text or by callback_data")
        return self


class FileInJson(Body):
    name: str = "file"
    mime: str = "application/octet-stream"
    base64: str
    caption: str = ""


class Voice(Body):
    duration: int = 3


class Sticker(Body):
    emoji: str = "👍"


class Location(Body):
    latitude: float = Field(20.9373, ge=-90, le=90)
    longitude: float = Field(106.3146, ge=-180, le=180)


class FaultBody(Body):
    method: str = EVERY_METHOD
    kind: FaultKind
    times: int = Field(1, ge=1)
    retry_after: int = Field(1, ge=1)
    user_id: int | None = None


class Flood(Body):
    per_second: int | None = Field(30, ge=1)
    per_chat_second: float | None = Field(1.0, gt=0)
    chat_burst: int = Field(20, ge=1)
    hold_seconds: float = Field(3.0, ge=0)


class Redeliver(Body):
    update_id: int


class Advance(Body):
    seconds: float = Field(ge=0)


class WaitIdle(Body):
    update_id: int | None = None
    user_id: int | None = None
    seconds: float = Field(10, ge=0)


class Nothing(Body):
    pass
