"""What comes with some live cases: files, calls, receipts of reading, the sender's own reference,
a hold, a filter kept under a name."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Model

from referrals.codes import State
from referrals.models import (
    Attachment,
    AttachmentContent,
    FileState,
    PhoneCall,
    SavedFilter,
    SenderFile,
    Sight,
    Stage,
)

from .cast import Cast, Person
from .drafting import language_of
from .life import Life

# Every so many live referrals have a file, a place in the sender's own files.
FILED, NUMBERED = 6, 3
FILES = {
    "nl": {
        Stage.REQUEST: "Zorgbehoefte zonder naam (verzonnen).pdf",
        Stage.IDENTITY: "Verklaring van de arts (verzonnen).pdf",
    },
    "fr": {
        Stage.REQUEST: "Besoins de soins sans nom (inventé).pdf",
        Stage.IDENTITY: "Attestation du médecin (inventée).pdf",
    },
}
OWN_REFERENCE = {"nl": "Dossier DEMO-{:03d}", "fr": "Dossier DÉMO-{:03d}"}
FILTER_NAMES = {"nl": "Spoed, te laat", "fr": "Urgent, en retard"}
# One page that says that it is a demonstration.
PAGE = b"BT /F1 16 Tf 60 760 Td (Demo: Benelux THB) Tj ET"


def rows(cast: Cast, lives: list[Life]) -> Iterator[Model]:
    """All of it; written in this order."""
    for number, life in enumerate(lives):
        if number % NUMBERED == 0:
            yield _own_reference(life, number)
        if number % FILED == 0 and life.referral.state != State.DRAFT:
            yield from _files(life)
        if life.referral.urgency in {"urgent", "emergency"}:
            yield from _calls(life)
        yield from _sights(cast, life)
    yield from _filters(cast)


def _own_reference(life: Life, number: int) -> SenderFile:
    row = SenderFile(referral=life.referral)
    text = OWN_REFERENCE[language_of(life.sender)].format(number + 1)
    life.vault.seal(row, "own_reference", text)
    return row


def _files(life: Life) -> Iterator[Model]:
    """Added while it was a draft, one for each stage of disclosure."""
    data = small_pdf()
    for minutes, (stage, name) in enumerate(FILES[language_of(life.sender)].items(), start=1):
        file = Attachment(
            referral=life.referral,
            organisation=life.sender.organisation,
            stage=stage,
            kind="pdf",
            size=len(data),
            state=FileState.READY,
            added_by=life.sender.user,
            added_at=life.referral.created_at + timedelta(minutes=minutes),
        )
        life.vault.seal(file, "name", name)
        yield file
        content = AttachmentContent(attachment=file, referral=life.referral)
        life.vault.seal_bytes(content, "sealed", data)
        yield content


def _calls(life: Life) -> Iterator[PhoneCall]:
    """Before it was sent the sender phoned whom it asks: not reached, or to be called back."""
    for number, request in enumerate(life.requests):
        called = request.organisation or life.cast.rota(request.country_id)[0]
        yield PhoneCall(
            form_id=life.referral.pk,
            referral=life.referral,
            organisation=life.sender.organisation,
            user=life.sender.user,
            called=called,
            outcome="not_reached" if number else "call_back",
            at=life.referral.created_at + timedelta(minutes=5 + number),
        )


def _sights(cast: Cast, life: Life) -> Iterator[Sight]:
    """Who opened it: each recipient that has seen it, and the sender since its answer."""
    for request in life.requests:
        if request.seen_at is not None and request.organisation is not None:
            reader = cast.person(request.organisation.slug)
            last = max(request.seen_at, request.answered_at or request.seen_at)
            yield _sight(life, reader, request.seen_at, last, request=request)
    if life.referral.answered_at is not None:
        answered = life.referral.answered_at
        yield _sight(life, life.sender, answered, life.referral.updated_at)


def _sight(life: Life, reader: Person, first: datetime, last: datetime, **more: Model) -> Sight:
    return Sight(
        referral=life.referral,
        organisation=reader.organisation,
        user=reader.user,
        first_at=first,
        last_at=last,
        **more,
    )


def _filters(cast: Cast) -> Iterator[SavedFilter]:
    for slug in ("payoke", "pag-asa", "comensha", "infotraite"):
        person = cast.person(slug)
        yield SavedFilter(
            user=person.user,
            list_name="received",
            name=FILTER_NAMES[language_of(person)],
            query="who=team&urgency=urgent&overdue=on",
        )


def small_pdf() -> bytes:
    """A PDF file of one page (ISO 32000-1, 7.5)."""
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(PAGE), PAGE),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    )
