# SPDX-License-Identifier: Apache-2.0
"""A demand missed at take-in, added from a script."""


def test_a_missed_demand_is_added_with_a_reason(on_desk, taken):
    number = taken()
    added = on_desk("request", "demand", number, "stop_marketing", "--reason", "Просмотрели").json
    assert [each["kind"] for each in added["demands"]] == ["access", "stop_marketing"]
    assert {line["demand"] for line in added["deadlines"]} >= {
        each["id"] for each in added["demands"]
    }
    again = on_desk("request", "demand", number, "stop_marketing", "--reason", "Ещё раз")
    assert again.code == 2
    assert on_desk("request", "demand", number, "withdraw", "--reason", " ").code == 2
    kinds = [each["kind"] for each in on_desk("request", "show", number).json["demands"]]
    assert kinds == ["access", "stop_marketing"]
