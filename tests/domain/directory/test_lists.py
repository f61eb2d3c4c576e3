"""Files of reference lists: a damaged one is refused with line and reason."""

from pathlib import Path

import pytest

from hotline.domain import directory
from hotline.domain.directory import ListKind
from hotline.domain.errors import Invalid
from tests.domain.directory.lists import HEADER, STEWART


@pytest.mark.parametrize(
    ("raw", "where", "reason"),
    [
        (b"", "file", "empty"),
        (b" \n\n", "file", "empty"),
        (b"a,b,c\n1,2,3\n", "header", "unknown_list"),
        (HEADER.encode() + STEWART.encode() + b",,,\nTRUNCATED,Tr", "line 3", "wrong_number_of_columns"),
        (HEADER.encode() + b"\xffSTWRTGA", "line 2", "not_utf8"),
        (HEADER.encode("utf-16"), "line 1", "not_utf8"),
        (HEADER.encode() + STEWART.encode() + b"\0,,,\n", "line 2", "nul_byte"),
        (HEADER.encode() + b'"STWRTGA', "line 2", "malformed"),
        (HEADER.encode() + b"A" * 200_000, "line 2", "malformed"),
        (HEADER.encode(), "file", "no_usable_row"),
        (HEADER.replace("\n", ",code\n").encode() + b"X" + b"," * 14, "header", "column_twice"),
    ],
)
def test_a_damaged_file_is_refused_with_line_and_reason(tmp_path: Path, raw: bytes, where: str, reason: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(raw)

    with pytest.raises(Invalid) as refused:
        directory.read(path)

    assert (refused.value.field, refused.value.reason) == (where, reason)


def test_list_kinds_are_in_the_order_they_depend_on() -> None:
    kinds = list(ListKind)

    assert kinds.index(ListKind.FIELD_OFFICES) < kinds.index(ListKind.AREAS) < kinds.index(ListKind.FACILITIES)
