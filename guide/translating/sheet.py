"""The sentences of the consent sheet, which are no rows: translated from English, by version."""

from contacts.consent_sheet import SOURCE, english_sentences, find_sheet

# (key, language of the source, source, target, state)
Line = tuple[str, str, str, str, str]


def units(language: str) -> list[Line]:
    """The sentences of one of the portal's languages, by their key; none for English itself."""
    sheet = find_sheet(language) if language != SOURCE else None
    if sheet is None:
        return []
    missing, outdated = set(sheet.missing), set(sheet.outdated)
    return [
        (
            key,
            SOURCE,
            english,
            sheet.texts.get(key, ""),
            "missing" if key in missing else "stale" if key in outdated else "done",
        )
        for key, english in sorted(english_sentences().items())
    ]
