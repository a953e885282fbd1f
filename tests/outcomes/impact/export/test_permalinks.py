"""Each published figure has an address of its own, which its table lists, and each table has one."""

from dataclasses import replace

from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.programme import Table
from outcomes.impact.export.permalink import find
from tests.outcomes.impact.export.books import FIGURES, TABLES, a_book, figured, say


def test_each_figure_is_at_an_address_that_its_table_lists():
    given = [
        replace(say("inputs", "c"), figure=figured(Statistic.AMOUNT, text), measure=measure)
        for measure, text in (("cost", "1200"), ("staff", "c"))
    ]
    made = replace(a_book((*FIGURES, *given)), tables=(*TABLES, Table("inputs", "What was given", ())))
    for table in made.tables:
        found = find(made, table.key, {})
        assert found is not None, table.key
        assert not found.nearest
        listed = [find(made, table.key, at) for _words, at in found.others]
        assert len({words for words, _at in found.others}) == len(listed), "no two of one name"
        assert not any(each is None or each.nearest for each in listed)
        told = sorted(figure.text for each in listed for _name, figure in each.figures)
        assert told == sorted(each.figure.text for each in made.of_table(table.key)), table.key
    assert find(made, "inputs", {}).groups == (("What was given", "Cost (pounds)"),)
