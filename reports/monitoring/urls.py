"""Addresses of the figures."""

from django.urls import path, register_converter

from reports.monitoring import fragments, views


class TableKey:
    """A family of tables, or one layer of it."""

    regex = r"[a-z_]{1,24}(?:@[a-z_]{1,23})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Kind:
    """A form that a table is fetched in."""

    regex = "csv|xlsx|svg|png"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TableKey, "table_key")
register_converter(Kind, "figure_kind")
app_name = "monitoring"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("of-guide/", fragments.of_guide, name="of_guide"),
    path("of-directory/", fragments.of_directory, name="of_directory"),
    path("own/<table_key:table>.<figure_kind:file_kind>", views.own_file, name="own_file"),
    path(
        "<uuid:release_id>/<table_key:table>.<figure_kind:file_kind>",
        views.released_file,
        name="released_file",
    ),
]
