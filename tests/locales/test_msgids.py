from __future__ import annotations

from io import BytesIO

import pytest
from babel.messages.extract import extract_python

from tests.locales.msgids import ROOT, Message, found, hidden, messages_in, modules

KEYWORDS = {"t": None, "many": (1, 2), "Rejected": None, "UnknownName": None, "Fault": (2,)}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("t('Help')", Message("Help"), id="a translator"),
        pytest.param("caller.t('Help', n=1)", Message("Help"), id="somebody's translator"),
        pytest.param("f'<i>{t(\"Help\")}</i>'", Message("Help"), id="inside an f-string"),
        pytest.param("translator('vi')('Help')", Message("Help"), id="spoken at once"),
        pytest.param("say = t.escaping(str)\nsay('Help')", Message("Help"), id="under another name"),
        pytest.param("a, b = 1, t.escaping(str)\nb('Help')", Message("Help"), id="under one of two names"),
        pytest.param("def f(w: Translator): w('Help')", Message("Help"), id="as an argument"),
        pytest.param("t('Help' if x else 'Help')", Message("Help"), id="on a condition"),
        pytest.param("t.many('{n} day', '{n} days', 2)", Message("{n} day", "{n} days"), id="in two numbers"),
        pytest.param("Fault('row 1', 'Help')", Message("Help"), id="a fault"),
        pytest.param("self._faults.add(where, 'Help')", Message("Help"), id="a fault added"),
        pytest.param("raise Rejected('He' 'lp')", Message("Help"), id="in two pieces"),
        pytest.param("HELP = 'Help'\nFault(where, HELP)", Message("Help"), id="a constant"),
        pytest.param("A = {1: 'Help'}\nB = 'Help'\nFault(x, A.get(1, B))", Message("Help"), id="a table"),
        pytest.param(
            "def say(where, reason): ...\nsay(1, 'Help')", Message("Help"), id="a function that passes it on"
        ),
        pytest.param("why = 'Help'\nheader_faults(columns, known, why, ())", Message("Help"), id="about a header"),
        pytest.param("R = {'a': 'Help'}\nschema_faults(e, data, R)", Message("Help"), id="about a shape"),
        pytest.param("class Reason(StrEnum):\n  HELP = 'Help'", Message("Help"), id="a reason"),
    ],
)
def test_every_way_of_saying_something_is_found(source: str, message: Message) -> None:
    assert messages_in("somewhere.py", source) == {message}


def test_other_calls_say_nothing() -> None:
    assert not messages_in("somewhere.py", "seen.add('a')\nopen('b')\nfaults.add(where, Reason.C)\nt.number(1)")


def test_msgids_raised_as_foreign_errors_are_found_where_they_are_declared() -> None:
    assert any("scoring/printed.py" in said_in for said_in in found().values())


def test_nothing_that_babel_finds_is_missed() -> None:
    known = {message.one for message in found()}
    for path in modules():
        source = BytesIO((ROOT / path).read_bytes())
        for _, keyword, arguments, _ in extract_python(source, KEYWORDS, (), {}):
            texts = [arguments] if isinstance(arguments, str) else list(arguments)
            text = texts[1] if keyword == "Fault" and len(texts) > 1 else texts[0]
            assert not text or text in known, path


def test_no_msgid_hides() -> None:
    """What only passes on a reason is fine; anything else here must be found as a `Reason` or in `RAISED`."""
    passed_on = ("reason", "str(error)")
    assert {each for each in hidden() if not each.endswith(passed_on)} == {
        "surveys/xlsform/types.py: _refusal(written.lower())",
        "surveys/xlsform/types.py: refused",
    }
