"""The kinds of notices about the directory: entries, shared data, notes, kept searches."""

from django.utils.translation import gettext_lazy as _

from .ways import Group, Kind, Way

DIRECTORY_KINDS = (
    Kind(
        "entry_proposed",
        Group.WORK,
        _("A change of a contact point’s entry to decide on"),
        readers=("contact_point",),
    ),
    Kind(
        "entry_decided",
        Group.WORK,
        _("A decision on your change of the entry"),
        may_be_digested=True,
    ),
    Kind(
        "data_proposed",
        Group.WORK,
        _("A change of shared data to decide on"),
        may_be_digested=True,
        readers=("contact_point",),
    ),
    Kind(
        "data_decided",
        Group.WORK,
        _("A decision on your change of shared data"),
        may_be_digested=True,
        readers=("editor",),
    ),
    Kind(
        "entry_note_written",
        Group.WORK,
        _("Something is wrong with an entry of the directory"),
        may_be_digested=True,
        for_contact_points=Way.DIGEST,
    ),
    Kind(
        "entry_note_answered",
        Group.WORK,
        _("An answer to your note on an entry"),
        readers=(),
    ),
    Kind(
        "search_found",
        Group.WORK,
        _("Something new fits a search of the directory that you keep"),
        may_be_off=True,
        may_be_digested=True,
        readers=(),
    ),
)
