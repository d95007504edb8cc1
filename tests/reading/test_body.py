"""One visit over several rows, and what else below a header goes on with the record above it."""

from books import VISITS, part, visit

FORM = ["序号", *VISITS, "需求"]


def test_a_row_with_no_key_of_its_own_goes_on_with_the_record_above():
    made = part([FORM, [1, *visit(1), "就医"], ["", *[""] * 5, "就业"], [2, *visit(2), ""]])
    assert made.reasons == ["", "continued", ""]
    assert made.faults == []


def test_a_row_with_a_running_number_of_its_own_is_a_record_that_lacks_its_keys():
    assert part([FORM, [1, *visit(1), "就医"], [2, *[""] * 5, "就业"]]).reasons == ["", "missing_key"]


def test_a_row_below_a_blank_one_goes_on_with_nothing():
    assert part([FORM, [1, *visit(1), "就医"], [], ["", *[""] * 5, "就业"]]).reasons == ["", "missing_key"]


def test_rows_whose_every_key_is_merged_with_the_row_above_are_one_visit():
    rows = [FORM, [1, *visit(1), "就医"], ["", *[""] * 5, "就业"], ["", *[""] * 5, "照料"]]
    merged = tuple((1, column, 3, column) for column in range(6))
    assert part(rows, merged=merged).reasons == ["", "continued", "continued"]


def test_rows_that_share_a_merged_community_only_are_records_of_their_own():
    rows = [VISITS, visit(1), ["", *visit(2)[1:]]]
    made = part(rows, merged=((1, 0, 2, 0),))
    assert (made.reasons, made.columns["community"]) == (["", ""], ["新升社区", "新升社区"])


def test_a_month_summary_among_the_records_is_no_record():
    assert part([VISITS, visit(1), ["2016年8月活动汇总", "", "", "", ""], visit(2)]).reasons == ["", "total_row", ""]
