from __future__ import annotations

import pytest

from scoring.audit import match_names


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Sở Nông nghiệp&PTNT", "Sở Nông nghiệp & PTNT", "punctuation"),
        ("Sở Giáo Dục - Đào Tạo", "Sở Giáo dục và Đào tạo", "punctuation"),
        ("Sở  Tư Pháp", "sở tư pháp", "same"),
        ("Trường Đại học Thanh Hoá", "Trường Đại học Thanh Hóa", "diacritics"),
        ("Ban quản lí", "Ban quản lý", "diacritics"),
        ("So Xay dung", "Sở Xây dựng", "diacritics"),
        ("Ban quản lý Khu kinh tế Nghị Sơn", "Ban quản lý KKT NS", "abbreviation"),
        ("Ban Quản lý Khu KT Nghi Sơn", "BQL KKT NS", "abbreviation"),
        ("Sở Văn hóa, TTDL", "Sở Văn hóa, Thể thao và DL", "abbreviation"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông", "abbreviation"),
        ("Trường CD nghề NN&PTNT", "Trường Cao đẳng nghề Nông nghiệp và Phát triển nông thôn", "abbreviation"),
    ],
)
def test_names_that_mean_the_same_unit(one: str, other: str, how: str) -> None:
    rest = ["Sở Nội vụ", "Sở Ngoại vụ", "Thanh tra tỉnh"]
    matching = match_names([*rest, one], [other, *rest])
    assert matching.pairs[one] == other
    assert matching.how[one] == how
    assert matching.doubtful == {}


@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("Sở Công thuơngg", ("Sở Công thương",)),  # a slip of the pen
        ("Sở TC", ("Sở Tài chính", "Sở Thương chính")),  # an abbreviation of two
        ("Nga Sơn", ("Huyện Nga Sơn",)),  # part of a name
        ("Sở N Vụ", ("Sở Nội vụ", "Sở Ngoại vụ")),  # one letter for a word
        ("Sở KH", ("Sở Khoa học & CN", "Sở Kế hoạch và Đầu tư")),  # the initials of a beginning
        ("BQL KKT", ("Ban quản lý Khu kinh tế Nghị Sơn", "Ban quản lý KKT NS")),
        ("Ban quản lý Khu kinh tế Nghị Sơn", ("BQL KKT",)),
    ],
)
def test_doubtful_names_are_asked(one: str, others: tuple[str, ...]) -> None:
    matching = match_names([one], [*others, "Sở Y tế"])
    assert matching.pairs == {}
    assert matching.doubtful == {one: others}
    assert matching.right_only == ("Sở Y tế",)


def test_similar_names_of_different_units_are_never_paired() -> None:
    matching = match_names(["Sở Nội vụ"], ["Sở Ngoại vụ"])
    assert (matching.pairs, matching.doubtful) == ({}, {})
    assert match_names(["B"], ["Ban Dân tộc"]).doubtful == {}  # a letter alone is no abbreviation


def test_an_alias_works_in_both_directions() -> None:
    for aliases in ({"KCN": "Ban Quản lý các khu công nghiệp"}, {"Ban Quản lý các khu công nghiệp": "KCN"}):
        assert match_names(["KCN"], ["Ban Quản lý các khu công nghiệp"], aliases).how == {"KCN": "alias"}
