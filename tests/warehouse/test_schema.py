"""Every table and column explains itself."""

from __future__ import annotations

import duckdb
import pytest

from wiretrace.warehouse.schema import create_schema
from wiretrace.warehouse.tables import TABLES, Table
from wiretrace.warehouse.tables.macros import MACROS, Macro
from wiretrace.warehouse.tables.marts import MARTS, Mart


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_schema(connection)
    return connection


@pytest.mark.parametrize("mart", MARTS, ids=lambda m: m.name)
def test_a_mart_selects_exactly_the_columns_it_documents(con: duckdb.DuckDBPyConnection, mart: Mart) -> None:
    actual = con.execute(
        "select column_name, data_type from duckdb_columns() where schema_name = 'marts' and table_name = $name"
        " order by column_index",
        {"name": mart.name},
    ).fetchall()
    assert actual == [(c.name, c.type) for c in mart.columns]


@pytest.mark.parametrize("macro", [m for m in MACROS if m.columns], ids=lambda m: m.name)
def test_a_macro_answers_with_exactly_the_columns_it_documents(con: duckdb.DuckDBPyConnection, macro: Macro) -> None:
    answer = con.sql(macro.example)
    assert list(zip(answer.columns, map(str, answer.types), strict=True)) == [(c.name, c.type) for c in macro.columns]


def test_every_macro_is_listed_with_its_question_and_an_example(con: duckdb.DuckDBPyConnection) -> None:
    listed = con.sql("select split_part(name, '(', 1), says, try_it from contents()").fetchall()
    assert {m.name: (m.question, m.example) for m in MACROS}.items() <= {n: (s, t) for n, s, t in listed}.items()


def test_the_dictionary_explains_every_column(con: duckdb.DuckDBPyConnection) -> None:
    documented = con.execute("select count(*), count(meaning), count(grain) from marts.data_dictionary").fetchone()
    expected = sum(len(entry.columns) for entry in (*TABLES, *MARTS)) + len(MACROS)
    assert documented == (expected, expected, expected)


def test_a_database_of_an_earlier_version_gains_what_is_new_and_keeps_its_rows() -> None:
    con = duckdb.connect()
    create_schema(con)
    dictionary = con.sql("from marts.data_dictionary order by all").fetchall()
    con.execute(
        "insert into core.outlets by name select * from (values ('a.example', 'A', 'unknown')) t(outlet_id, name, kind)"
    )
    con.execute("create or replace macro ops.declaration() as 'another'")
    con.execute("alter table core.outlets drop column country")
    con.execute("drop view marts.claim_origins; drop macro table story; comment on table core.outlets is 'old'")
    create_schema(con)
    assert {*con.sql("from marts.data_dictionary").fetchall()} >= {row for row in dictionary if row[1] != "outlets"}
    assert con.sql("select name, country from core.outlets").fetchall() == [("A", None)]
    assert con.sql("select count(*) from marts.data_dictionary where grain = 'old'").fetchall() == [(0,)]


def test_a_database_of_this_version_is_left_alone() -> None:
    """A load would otherwise begin with hundreds of statements."""
    con = duckdb.connect()
    create_schema(con)
    con.execute("comment on table core.outlets is 'not looked at'")
    create_schema(con)
    assert con.sql("select count(*) from marts.data_dictionary where grain = 'not looked at'").fetchall() != [(0,)]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.full_name)
def test_a_key_names_columns_of_its_table(table: Table) -> None:
    assert set(table.key) <= {c.name for c in table.columns}


def test_a_quantity_has_one_type_wherever_it_stands() -> None:
    types: dict[str, set[str]] = {}
    for table in TABLES:
        for column in table.columns:
            types.setdefault(column.name, set()).add(column.type)
    assert {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}


def test_rows_with_a_wrong_column_are_refused() -> None:
    table = TABLES[0]
    with pytest.raises(ValueError, match=table.full_name):
        table.table([{"nonsense": 1}])
