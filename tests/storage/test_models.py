# SPDX-License-Identifier: Apache-2.0
"""The models say what the tables are, and the tables refuse what must not be."""

from playhouse.schema_diff import diff_models

from desk.storage.models import MODELS


def test_the_models_mirror_the_tables(desk):
    assert str(diff_models(desk.database, MODELS)) == ""


def test_every_table_has_a_model(desk):
    tables = set(desk.database.get_tables())
    own = {name for name in tables if not name.startswith(("search", "sqlite_", "schema_"))}
    assert own == {model._meta.table_name for model in MODELS}
