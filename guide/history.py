"""Who changed which text of the guide: every insert, update and delete, kept by the database."""

import pghistory

from guide.models import Fact, Page, Section, Version
from guide.terms import Term

for model in (Page, Version, Section, Fact, Term):
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        meta={"default_permissions": ()},
    )(model)
