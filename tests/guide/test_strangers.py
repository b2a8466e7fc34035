"""The guide takes from the directory only what is public of it."""

from datetime import date

import pytest
from django.utils import translation

from contacts.models import Organisation
from guide.comparison import comparison

pytestmark = pytest.mark.django_db
OF_THE_DIRECTORY = {"Gateway for the portal", "National rapporteur"}


def named() -> set[str]:
    """What the table takes from the directory."""
    with translation.override("en"):
        lines = comparison(date(2026, 11, 22)).lines
    found = [line for line in lines if line.label in OF_THE_DIRECTORY]
    assert len(found) == len(OF_THE_DIRECTORY)
    return {cell.text for line in found for cell in line.cells}


def test_the_comparison_table_names_public_organisations_alone() -> None:
    assert "CoMensha" in named()
    Organisation.objects.update(public_fields=[])
    assert named() == {"–"}
