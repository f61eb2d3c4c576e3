"""The reports: a week, a month or a quarter that is over; as a page with charts, and as a file for a spreadsheet."""

import io
from collections.abc import Iterable
from datetime import date

from flask import Blueprint, Response, make_response, render_template, request

from hotline import clock, db, texts
from hotline.console import charts, guard, report_words
from hotline.console.charts import Chart
from hotline.console.report_words import Row
from hotline.domain import audit, reports
from hotline.domain.free_calls import board
from hotline.domain.reports import Kind, Period, Report, Table, periods
from hotline.texts import gettext as _

blueprint: Blueprint = guard.blueprint("reports", __name__)

_FIRST_YEAR = 2020


@guard.page(blueprint, "/reports", "reports.see")
def show() -> str:
    report = read(asked_period(), "page")
    newest = periods.latest(report.period.kind, clock.now().date())
    return render_template(
        "console/reports/show.html",
        report=report,
        tables=[_drawn(one) for one in report.tables if not one.is_empty],
        kinds=report_words.KINDS,
        first=texts.date_words(report.period.start),
        last=texts.date_words(report.period.last_day),
        later=report.period.after() if report.period.start < newest.start else None,
    )


@guard.page(blueprint, "/reports/file", "reports.see")
def download() -> Response:
    """The same numbers, one a line."""
    report = read(asked_period(), "file")
    return spreadsheet("report", report.period, report.tables)


def spreadsheet(name: str, period: Period, tables: Iterable[Table]) -> Response:
    """Tables as a file; nothing in it is run by a spreadsheet."""
    from defusedcsv import csv  # type: ignore[import-untyped]

    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([_("Report"), _("What"), _("Number")])
    for table in tables:
        writer.writerows([report_words.title(table), row.label, row.shown] for row in report_words.rows(table))
    response = make_response("\ufeff" + target.getvalue())
    file = f"{name}-{period.kind}-{period.start}.csv"
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _drawn(table: Table) -> tuple[str, list[Row], Chart]:
    rows = report_words.rows(table)
    mark = board.MARK if report_words.is_rate(table) else None
    return report_words.title(table), rows, charts.draw(((row.label, row.shown, row.n) for row in rows), mark=mark)


def read(period: Period, how: str) -> Report:
    """A period's report; that somebody read it is recorded with it."""
    facts = {"kind": period.kind.value, "start": period.start.isoformat(), "as": how}
    with db.begin() as session:
        report = reports.of(session, period)
        audit.record(session, guard.actor(), "report.viewed", facts=facts, now=clock.now())
    return report


def asked_period() -> Period:
    """What is asked for, or the last week: never a free range, and nothing that is not over."""
    asked = request.args.get("period", "")
    kind = Kind(asked) if asked in set(Kind) else Kind.WEEK
    last = periods.latest(kind, clock.now().date())
    try:
        day = date.fromisoformat(request.args.get("start", ""))
    except ValueError:
        return last
    if not _FIRST_YEAR <= day.year <= last.start.year or day > last.start:
        return last
    return periods.holding(kind, day)
