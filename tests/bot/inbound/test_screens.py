"""A paper as a message: everything fits, nothing people wrote is markup, numbers are written the person's way."""

from __future__ import annotations

import pytest

from bot.app.package import ProvincePackage
from bot.inbound.keyboards import BUTTON_TEXT
from bot.inbound.notice import make_notice
from bot.inbound.screens import Drawn, draw_paper
from surveys import (
    Act,
    Action,
    Choice,
    Go,
    Input,
    Interview,
    Kind,
    Pick,
    Question,
    Questionnaire,
    Rejected,
    Stage,
    Type,
    screen,
)
from surveys.xlsform.limits import MAX_CHOICE_LABEL, MAX_CHOICES, MAX_HINT, MAX_LABEL, MAX_QUESTIONS
from tests.bot.inbound.builders import check_fits, make_draft, read
from tests.builders import make_privacy
from tests.surveys.builders import at_review, make_form, make_interview, make_question, play

AGREE, NEXT, BACK, SKIP, PAUSE = map(Act, (Action.AGREE, Action.NEXT, Action.BACK, Action.SKIP, Action.PAUSE))
NOTICE = make_notice(make_privacy())
WORST_REASON = Rejected(
    "The text has {length} characters; please keep it within {limit}.", length=10_000, limit=1000
)


def drawn(form: Questionnaire, interview: Interview, rejected: Rejected | None = None) -> Drawn:
    return draw_paper(make_draft(form, interview), rejected, NOTICE)


def buttons(shown: Drawn) -> list[str]:
    return [button.text for row in shown.buttons.inline_keyboard for button in row] if shown.buttons else []


@pytest.mark.parametrize("language", [1, 2])
@pytest.mark.parametrize("option", [1, 6])
def test_every_screen_of_the_example_fits_a_message(hai_duong: ProvincePackage, language: int, option: int) -> None:
    form = next(each.questionnaire for each in hai_duong.rounds[0].campaigns if each.code == "citizen")
    interview, stages = Interview(unit="thanh_ha"), set()
    inputs: list[Input] = [Pick(language), AGREE]
    while True:
        check_fits(drawn(form, interview))
        check_fits(drawn(form, interview, WORST_REASON))
        stages.add((interview.stage, interview.hold))
        if interview.stage is Stage.REVIEW:
            break
        if inputs:
            interview = play(form, interview, inputs.pop(0))
            continue
        check_fits(drawn(form, play(form, interview, PAUSE)))
        shown = screen(form, interview)
        answer: Input = Pick(option) if shown.options else NEXT
        if shown.question and shown.question.kind is Kind.TEXT:
            answer = Type("<b>&" + "ư" * 996)
        interview = play(form, interview, answer)
    assert {stage for stage, _ in stages} == {Stage.LANGUAGE, Stage.NOTICE, Stage.ASKING, Stage.REVIEW}


def test_a_question_about_one_of_several_units_leaves_room_for_its_words(hai_duong: ProvincePackage) -> None:
    """On a phone of 320 × 640 six rows of buttons leave the unit's name and the question in sight; ten do not."""
    form = next(e.questionnaire for e in hai_duong.rounds[0].campaigns if e.code == "department_leaders")
    asked = play(form, Interview(units=("thanh_ha", "nam_sach")), Pick(1), AGREE)
    keyboard = drawn(form, asked).buttons
    assert keyboard
    assert [[button.text for button in row] for row in keyboard.inline_keyboard] == [
        ["1. Rất tốt", "2. Tốt"],
        ["3. Bình thường", "4. Chưa tốt"],
        ["5. Kém"],
        ["6. Không có thông tin"],
        ["‹ Quay lại", "Tạm dừng"],
        ["Bỏ qua đơn vị này", "Tất cả đơn vị"],
    ]


def test_the_review_fits_a_message_however_much_was_written() -> None:
    form = make_form(*(make_question(f"t{n}", Kind.TEXT) for n in range(20)))
    review = at_review(form, **{f"t{n}": "&" * 1000 for n in range(20)})
    shown = drawn(form, review, WORST_REASON)
    check_fits(shown)
    assert all(f"\n{n}. Question t{n - 1}" in f"\n{read(shown.text).text}" for n in range(1, 21))


def test_a_short_review_quotes_every_answer_in_full() -> None:
    form = make_form(make_question("a", Kind.TEXT), make_question("b", Kind.TEXT))
    shown = drawn(form, at_review(form, a="x" * 1000, b="y" * 1000))
    assert "x" * 1000 in shown.text
    assert "y" * 1000 in shown.text


def test_the_longest_questionnaire_can_still_be_reviewed_and_sent() -> None:
    form = make_form(*(make_question(f"t{n}", Kind.TEXT) for n in range(MAX_QUESTIONS)))
    shown = drawn(form, at_review(form, **{f"t{n}": "👍" * 500 for n in range(MAX_QUESTIONS)}), WORST_REASON)
    check_fits(shown)
    assert "Send the paper" in buttons(shown)


def test_the_longest_list_of_the_longest_options_fits_a_message() -> None:
    long = {"vi": "ư" * MAX_CHOICE_LABEL, "en": "x" * MAX_CHOICE_LABEL}
    question = Question(
        name="q",
        kind=Kind.SELECT_MULTIPLE,
        label={"vi": "ư" * MAX_LABEL, "en": "x" * MAX_LABEL},
        hint={"vi": "ư" * MAX_HINT, "en": "x" * MAX_HINT},
        choices=tuple(Choice(name=str(n), label=long) for n in range(MAX_CHOICES)),
    )
    check_fits(drawn(make_form(question), make_interview(make_form(question), Pick(1)), WORST_REASON))


QUOTED = 5


@pytest.mark.parametrize("letter", ["ư", "👍", "&"])
def test_a_question_fits_a_message_however_much_is_filled_in(letter: str) -> None:
    """Every wording as long as a form may have it, and each of them full of quotes of long answers."""
    quotes = "".join(f"${{t{n}}}" for n in range(QUOTED)) * (MAX_LABEL // 5 // QUOTED)
    texts = [make_question(f"t{n}", Kind.TEXT) for n in range(QUOTED)]
    long = {"vi": letter * MAX_CHOICE_LABEL, "en": letter * MAX_CHOICE_LABEL}
    wordy = {"label": {"en": quotes[:MAX_LABEL]}, "hint": {"en": quotes[:MAX_HINT]}}
    choices = tuple(Choice(name=str(n), label=long) for n in range(MAX_CHOICES))
    many = Question(name="many", kind=Kind.SELECT_MULTIPLE, choices=choices, **wordy)
    said = Question(name="said", kind=Kind.TEXT, **wordy)
    form = make_form(*texts, many, said, make_question("last"))
    asked = make_interview(form, *[Type(letter * 1000)] * QUOTED, *[Act(Action.MORE)] * 20, Pick(161))
    answered = play(form, asked, NEXT, Type(letter * 1000), BACK)
    for interview in (asked, answered):
        draft = make_draft(form, interview, unit=letter * 1000)
        for reason in (None, WORST_REASON, Rejected("{said}", said=letter * 5000)):
            shown = draw_paper(draft, reason, NOTICE)
            check_fits(shown)
            assert all(action in buttons(shown) for action in ("‹ Back", "Continue ›"))
            assert ("⚠️" in shown.text) is (reason is not None)
    assert [text for text in buttons(drawn(form, asked)) if text.removeprefix("✓ ").isdigit()] == [
        f"{'✓ ' * (n == 161)}{n}" for n in range(161, 169)
    ]
    numbered = [line for line in read(drawn(form, asked).text).text.splitlines() if letter * 100 in line]
    assert [line.removeprefix("✓ ").split(".")[0] for line in numbered[-8:]] == [str(n) for n in range(161, 169)]


def test_options_that_are_numbers_are_drawn_as_those_numbers() -> None:
    form = make_form(make_question(choices=("0", "1", "do not know")))
    assert buttons(drawn(form, make_interview(form)))[:3] == ["0", "1", "3. do not know"]
    long = make_form(make_question(choices=("0", "1", "x" * (BUTTON_TEXT + 1))))
    shown = drawn(long, make_interview(long))
    assert buttons(shown)[:3] == ["0", "1", "3"]
    assert f"\n0\n1\n3. {'x' * 35}" in shown.text


def test_short_options_are_buttons() -> None:
    form = make_form(make_question())
    shown = drawn(form, make_interview(form))
    assert buttons(shown)[:3] == ["1. Very satisfied", "2. Neutral", "3. None"]
    assert "Very satisfied" not in shown.text


def test_options_that_a_button_would_cut_are_written_in_the_message() -> None:
    long = "x" * (BUTTON_TEXT + 1)
    form = make_form(make_question(choices=("good", long)))
    shown = drawn(form, make_interview(form))
    assert buttons(shown)[:2] == ["1", "2"]
    assert "1. Very satisfied" in shown.text
    assert f"2. {long}" in shown.text


def test_the_answer_that_is_held_is_ticked_and_nothing_else() -> None:
    form = make_form(make_question("first"), make_question("last"))
    fresh = make_interview(form)
    assert not any("✓" in text for text in buttons(drawn(form, fresh)))
    assert [text for text in buttons(drawn(form, play(form, fresh, Pick(2), BACK))) if "✓" in text] == [
        "✓ 2. Neutral"
    ]


NASTY = "<b>x</b> & *y* _z_ `w` [l](http://e.x) </i> &lt; {total} %s \\"


def test_nothing_that_people_wrote_is_markup() -> None:
    form = make_form(
        Question(
            name="q",
            kind=Kind.TEXT,
            label={"vi": f"Câu {NASTY}", "en": f"Label {NASTY}"},
            hint={"vi": f"Gợi ý {NASTY}", "en": f"Hint {NASTY}"},
        )
    )
    asked = make_interview(form)
    reviewed = play(form, asked, Type(f"Answer {NASTY}"))
    for interview, words in (
        (asked, ("Unit", "Label", "Hint")),
        (play(form, reviewed, Go(1)), ("Answer",)),
        (reviewed, ("Label", "Answer")),
        (play(form, asked, BACK), ("Unit", "Campaign")),
    ):
        draft = make_draft(form, interview, unit=f"Unit {NASTY}", campaign=f"Campaign {NASTY}")
        seen = read(draw_paper(draft, notice=NOTICE).text).text
        for word in words:
            assert f"{word} {NASTY}" in seen


def test_an_option_with_markup_is_shown_as_it_is_written() -> None:
    form = make_form(make_question(choices=(NASTY, "x")))
    assert f"1. {NASTY}" in read(drawn(form, make_interview(form)).text).text


def test_numbers_and_dates_are_written_in_the_persons_language() -> None:
    form = make_form(
        make_question("n", Kind.DECIMAL), make_question("y", Kind.INTEGER), make_question("d", Kind.DATE)
    )
    vietnamese = at_review(form, n="12.5", y="2020", d="2026-11-20").model_copy(update={"language": "vi"})
    assert all(f"<b>{shown}</b>" in drawn(form, vietnamese).text for shown in ("12,5", "2020", "20/11/2026"))
    english = vietnamese.model_copy(update={"language": "en"})
    assert all(f"<b>{shown}</b>" in drawn(form, english).text for shown in ("12.5", "2020", "20 Nov 2026"))
    assert "12,5" in drawn(form, play(form, vietnamese, Go(1))).text


def test_a_rejection_stands_last_beside_the_buttons_and_in_its_language() -> None:
    form = make_form(make_question())
    vietnamese = make_interview(form).model_copy(update={"language": "vi"})
    rejected = Rejected("Please tap one of the answers, or type its number from 1 to {last}.", last=1200)
    shown = drawn(form, vietnamese, rejected).text
    assert shown.splitlines()[-1].startswith("⚠️")
    assert "1.200" in shown.splitlines()[-1]


def test_a_reason_with_markup_in_it_is_inert() -> None:
    form = make_form(make_question())
    shown = drawn(form, make_interview(form), Rejected("Please type {start}.", start="<b>&"))
    assert "Please type <b>&." in read(shown.text).text


def test_the_choice_of_a_language_is_asked_in_every_language() -> None:
    shown = drawn(make_form(make_question()), Interview())
    assert buttons(shown) == ["Tiếng Việt", "English"]
    assert "Please choose a language." in shown.text
    assert len(shown.text.splitlines()) == 2


def test_the_notice_counts_the_questions_and_names_campaign_and_unit() -> None:
    form = make_form(make_question("a"), make_question("b"))
    draft = make_draft(form, play(form, Interview(), Pick(2)), unit="Thanh Hà", campaign="Survey")
    noticed = draw_paper(draft, notice=NOTICE)
    assert "Survey" in noticed.text
    assert "Thanh Hà" in noticed.text
    assert "2 short questions" in noticed.text
    assert buttons(noticed) == ["I agree", "I do not take part", "‹ Back"]


def test_the_progress_is_written_above_each_question() -> None:
    form = make_form(make_question("a"), make_question("b"))
    assert "Question 2/2" in drawn(form, make_interview(form, Pick(1))).text


def test_a_skipped_answer_is_called_so_in_the_review() -> None:
    form = make_form(make_question("a", required=False))
    assert "no answer" in drawn(form, make_interview(form, SKIP)).text


@pytest.mark.parametrize("stage", [Stage.SENT, Stage.REFUSED])
def test_a_paper_that_is_gone_is_not_drawn(stage: Stage) -> None:
    form = make_form(make_question())
    with pytest.raises(ValueError, match="gone"):
        drawn(form, Interview(stage=stage))
