"""The numbers that a facility's telephones show when somebody there calls the free-call line: on its directory page."""

from flask import Blueprint, request

from hotline.console import directory, guard
from hotline.console.person import Answer
from hotline.domain.directory.fields import Kind
from hotline.domain.free_calls import telephones

blueprint: Blueprint = guard.blueprint("facility_lines", __name__)


@guard.act(blueprint, "/directory/facility/<key>/line", "directory.change")
def add(key: str) -> Answer:
    return directory.act(Kind.FACILITY, key, telephones.add, key, request.form.get("line", ""))


@guard.act(blueprint, "/directory/facility/<key>/line/remove", "directory.change")
def remove(key: str) -> Answer:
    return directory.act(Kind.FACILITY, key, telephones.remove, key, request.form.get("line", ""))
