"""A citizen's report as a message: the form, the own reports, what became of one."""

from __future__ import annotations

from html import escape

from bot.app.report import MAX_REPORT, Report, ReportStage, ReportStatus, looks_personal
from bot.app.report_form import Act, Form, Option
from bot.app.reports import MAX_WAITING, ReportView, Told
from bot.i18n import Translator
from bot.inbound.keyboards import BUTTON_TEXT, Row, button, in_rows, keyboard, numbered, page_head, page_row
from bot.inbound.report_keys import FormKey, Open, OwnKey
from bot.inbound.screens import Drawn
from bot.wording import category_text
from surveys import in_language

__all__ = ["draw_report_view", "quoted", "report_head"]

LISTED = 10
"""Own reports listed, the newest: closed ones drop out by themselves."""


def draw_report_view(view: ReportView, t: Translator) -> Drawn:
    if view.form:
        return _form(view, view.form, t)
    if view.report and view.told is Told.SENT:
        return Drawn(_receipt(view.report, t), keyboard(_open(t("My reports"), Open.LIST)))
    if view.report:
        return Drawn(_followed(view.report, t, mine=view.mine), keyboard(_open(t("My reports"), Open.LIST)))
    match view.told:
        case Told.CANCELLED:
            return Drawn(t("The report was not sent, and nothing of it was kept."))
        case Told.NO_UNITS:
            return Drawn(t("No agency takes reports here yet."))
        case Told.UNKNOWN_NUMBER:
            return Drawn(t("There is no report with this number. It looks like PA-7K2M-9QXD."))
    return _home(view, t)


def _home(view: ReportView, t: Translator) -> Drawn:
    lines = [t("<b>Report something to an agency</b>")]
    if view.told is Told.TOO_MANY:
        lines.append(
            "⚠️ " + t("{n} of your reports still wait for an answer. Please wait for one first.", n=MAX_WAITING)
        )
    own = view.own[:LISTED]
    if own:
        lines.append(
            t("Your reports:") + "\n" + "\n".join(f"{n}. {_line(each, t)}" for n, each in enumerate(own, 1))
        )
    lines.append(
        t(
            "• What you write goes to the agency that you choose. It sees neither your name nor your account.\n"
            "• Only the number of your Telegram account is kept, to bring you the answer. It is erased 30 days "
            "after the answer, together with the photo.\n"
            "• Please write no names, identity numbers or telephone numbers."
        )
    )
    opened = [
        (n, t("Open {number}", number=each.number), OwnKey(open=Open.SHOW, report=each.id))
        for n, each in enumerate(own, 1)
    ]
    return Drawn("\n\n".join(lines), keyboard(*numbered(opened), _open(t("I agree, write a report"), Open.BEGIN)))


def _line(report: Report, t: Translator) -> str:
    unit = escape(in_language(report.unit.name, t.language))
    return f"<code>{report.number}</code> · {unit}\n    {t.date(report.sent_on)} – {_status(report, t)}"


def _status(report: Report, t: Translator) -> str:
    match report.status:
        case ReportStatus.CLOSED:
            return t("closed")
        case ReportStatus.ANSWERED:
            return t("answered")
        case _:
            return t("received")


def _receipt(report: Report, t: Translator) -> str:
    return t(
        "<b>Your report was received.</b>\nReceipt number: <code>{number}</code>\n{unit}\n\n"
        "An answer is due by {due}; it will come here. /phananh shows what became of it.",
        number=report.number,
        unit=in_language(report.unit.name, t.language),
        due=report.due_on,
    )


def _followed(report: Report, t: Translator, *, mine: bool) -> str:
    parts = [report_head(report, t, with_category=mine)]
    state = t("Received on {day}. An answer is due by {due}.", day=report.sent_on, due=report.due_on)
    if report.answered_on:
        state += "\n" + t("Answered on {day}.", day=report.answered_on)
    if report.closed_on:
        state += "\n" + t("Closed on {day}; who wrote it was erased.", day=report.closed_on)
    if report.late_on and not report.apology_on:
        state += "\n" + t("The answer is late: the agency was asked for a letter of apology.")
    if report.apology_on and report.apology_number:
        state += "\n" + t(
            "Letter of apology: {number} of {day}.", number=report.apology_number, day=report.apology_on
        )
    parts.append(state)
    if mine:
        parts.append(quoted(report.text))
        if report.answer:
            parts.append(t("<b>Answer</b>") + "\n" + quoted(report.answer))
    return "\n\n".join(parts)


def report_head(report: Report, t: Translator, *, with_category: bool = True) -> str:
    """Number and unit, and what the report is about."""
    head = f"<b>{report.number}</b>\n{escape(in_language(report.unit.name, t.language))}"
    return f"{head}\n<i>{category_text(report.category, t)}</i>" if with_category else head


def quoted(text: str) -> str:
    return f"<blockquote>{escape(text)}</blockquote>"


def _form(view: ReportView, form: Form, t: Translator) -> Drawn:
    reworded = view.told is Told.REWORDED
    parts = [_where(form, t), quoted(form.draft.text) if reworded and form.draft.stage is ReportStage.PHOTO else ""]
    parts.append(_asked(form, t))
    if form.options and not _fit_buttons(form, t):
        parts.append("\n".join(f"{n}. {escape(_name(option, t))}" for n, option in form.page.shown))
    # Last, beside the buttons, stands what came of the input: on a phone the top of a long message is out of sight.
    if reworded:
        parts.append("✓ " + t("The text was changed to what you typed just now."))
    if view.rejected:
        parts.append(f"⚠️ {t(view.rejected.reason, **view.rejected.params)}")
    return Drawn("\n\n".join(filter(None, parts)), keyboard(*_rows(form, t)))


def _where(form: Form, t: Translator) -> str:
    draft = form.draft
    known = ["<i>" + t("Report") + "</i>"]
    if draft.unit and draft.stage > ReportStage.UNIT:
        known.append(escape(in_language(draft.unit.name, t.language)))
    if draft.category and draft.stage > ReportStage.CATEGORY:
        known.append(category_text(draft.category, t))
    return " · ".join([*known, *page_head(form.page, t)])


def _asked(form: Form, t: Translator) -> str:
    draft = form.draft
    match draft.stage:
        case ReportStage.PROVINCE:
            return t("<b>In which province?</b>")
        case ReportStage.TYPE:
            return t("<b>What kind of agency is it?</b>")
        case ReportStage.UNIT:
            return t("<b>Which agency is it about?</b>")
        case ReportStage.CATEGORY:
            return t("<b>What is it about?</b>")
        case ReportStage.TEXT:
            asked = t(
                "<b>What happened?</b>\nType it in one message of up to {limit} characters. Please write no names, "
                "identity numbers or telephone numbers, neither yours nor anybody else's.",
                limit=MAX_REPORT,
            )
            return asked + ("\n\n" + quoted(draft.text) if draft.text else "")
        case ReportStage.PHOTO:
            if draft.photo:
                return t("<b>One photo is attached.</b>\nSend another one in its place, or go on.")
            return t(
                "<b>Would you like to add a photo?</b>\n"
                "Send one photo without faces or documents, or go on without."
            )
        case ReportStage.REVIEW:
            return _review(form, t)


def _review(form: Form, t: Translator) -> str:
    parts = [t("<b>Please look the report over before sending.</b>"), quoted(form.draft.text)]
    parts.append(t("With one photo.") if form.draft.photo else t("Without a photo."))
    if looks_personal(form.draft.text):
        parts.append(
            "⚠️ "
            + t(
                "There seems to be an identity or telephone number in it. Please tap “Change the text” and take it "
                "out, or type the new text here."
            )
        )
    return "\n\n".join(parts)


def _name(option: Option, t: Translator) -> str:
    chosen = option.chosen.category
    return in_language(option.name, t.language) or (category_text(chosen, t) if chosen else "")


def _fit_buttons(form: Form, t: Translator) -> bool:
    return all(len(_name(option, t)) <= BUTTON_TEXT for _, option in form.page.shown)


def _rows(form: Form, t: Translator) -> list[Row]:
    draft, page = form.draft, form.page

    def key(text: str, act: Act, number: int = 0) -> Row:
        return [button(text, FormKey(revision=draft.revision, act=act, number=number))]

    if _fit_buttons(form, t):
        rows = [key(f"{n}. {_name(option, t)}", Act.PICK, n) for n, option in page.shown]
    else:
        rows = in_rows([each for n, _ in page.shown for each in key(str(n), Act.PICK, n)])
    turns = {page.number - 1: Act.LESS, page.number + 1: Act.MORE}
    rows.append(page_row(page, lambda to: FormKey(revision=draft.revision, act=turns[to]), t))
    match draft.stage:
        case ReportStage.TEXT if draft.text:
            rows.append(key(t("Keep this text ›"), Act.NEXT))
        case ReportStage.PHOTO:
            rows.append(key(t("Keep this photo ›"), Act.NEXT) if draft.photo else [])
            rows.append(key(t("Without a photo ›"), Act.NO_PHOTO))
            rows.append(key(t("Change the text"), Act.CHANGE))
        case ReportStage.REVIEW:
            offered = [key(t("Send the report"), Act.SEND), key(t("Change the text"), Act.CHANGE)]
            rows += reversed(offered) if looks_personal(draft.text) else offered
    back = key(t("‹ Back"), Act.BACK) if form.before else []
    return [*rows, [*back, *key(t("Cancel"), Act.CANCEL)]]


def _open(text: str, what: Open) -> Row:
    return [button(text, OwnKey(open=what))]
