"""The directory: countries and their rules, code lists, organisations and how to reach them.

Everything here is professional and meant for every signed-in user, so no row security stands on
it. The address of a secret shelter is never stored, in no field.

Fields that contacts.translation names exist in English, Dutch, French and German. Lists of codes
(`languages`, `needs`, …) hold the codes of contacts.codes.
"""

from contacts.consent_sheet import SheetLanguage, SheetVersion
from contacts.models.capacity import Capacity, CapacityState, PlacingRule
from contacts.models.code_lists import Code, CodeList
from contacts.models.countries import Country, CountryNotice, CountryRule
from contacts.models.keeping import Favourite, SavedSearch
from contacts.models.loading import LoadedRow, SearchWord
from contacts.models.notes import EntryNote
from contacts.models.organisations import (
    ContactPoint,
    NationalContactPoint,
    Organisation,
    Service,
)
from contacts.models.owners import EntryDraft, OwnerReminder
from contacts.models.proposals import DataProposal
from contacts.models.stamps import Stamp
from contacts.models.ties import Network, NetworkMember, Partnership
from contacts.rota import DutyShift, OpeningHours
from contacts.standard_questions import QuestionChoice, QuestionVersion, StandardQuestion

__all__ = [
    "Capacity",
    "CapacityState",
    "Code",
    "CodeList",
    "ContactPoint",
    "Country",
    "CountryNotice",
    "CountryRule",
    "DataProposal",
    "DutyShift",
    "EntryDraft",
    "EntryNote",
    "Favourite",
    "LoadedRow",
    "NationalContactPoint",
    "Network",
    "NetworkMember",
    "OpeningHours",
    "Organisation",
    "OwnerReminder",
    "Partnership",
    "PlacingRule",
    "QuestionChoice",
    "QuestionVersion",
    "SavedSearch",
    "SearchWord",
    "Service",
    "SheetLanguage",
    "SheetVersion",
    "Stamp",
    "StandardQuestion",
]
