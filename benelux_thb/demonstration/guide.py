"""Three pages of the guide on their way: a draft, one in review, one scheduled.

Their sentences say nothing that the public page does not say; they only show how work on the guide
looks.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Model

from accounts.models import Role
from guide.life import Move, State
from guide.models import LifeEvent, Page, Section, Version
from guide.wording import in_languages

from .cast import Cast

DAY = timedelta(days=1)
EDITOR = "benelux"
# Page -> the state to show, the reason given, and what is added to the first section.
PAGES: tuple[tuple[str, State, dict[str, str]], ...] = (
    (
        "construction",
        State.DRAFT,
        {
            "nl": "Noteer ook wie het werk heeft uitbesteed: de keten van opdrachtgevers.",
        },
    ),
    (
        "be-help",
        State.REVIEW,
        {
            "nl": "Bel het centrum ook wanneer u twijfelt: advies vragen kan zonder een naam te "
            "noemen.",
            "fr": "Appelez aussi le centre en cas de doute : vous pouvez demander conseil sans "
            "donner de nom.",
        },
    ),
    (
        "lu-help",
        State.SCHEDULED,
        {
            "nl": "INFOTRAITE geeft ook advies aan wie twijfelt, zonder dat een naam wordt "
            "genoemd.",
            "fr": "INFOTRAITE conseille aussi en cas de doute, sans qu’un nom soit donné.",
        },
    ),
)
REASON = {
    State.REVIEW: "Advies vragen zonder naam – conseil sans nom",
    State.SCHEDULED: "Advies bij twijfel – conseil en cas de doute",
}
REVIEWER = "infotraite"


def rows(cast: Cast, now: datetime, *, using: str) -> Iterator[Model]:
    """All of it; written in this order."""
    editor = cast.person(EDITOR, Role.EDITOR)
    for slug, state, added in PAGES:
        page = Page.objects.using(using).get(slug=slug)
        public = page.versions.get(state=State.PUBLISHED)
        number = max(one.number for one in page.versions.all()) + 1
        version = Version(
            page=page,
            number=number,
            state=state,
            organisations=public.organisations,
            order=public.order,
            revision=1,
            reason=REASON.get(state, ""),
            publish_on=(now + 7 * DAY).date() if state == State.SCHEDULED else None,
            approved=["LU"] if state == State.SCHEDULED else [],
            written_by=editor.user.pk,
            written_at=now - 3 * DAY,
            **_texts(public, "title"),
            **_texts(public, "summary"),
        )
        yield version
        for section in public.sections.order_by("order"):
            more = added if section.order == 1 else {}
            body = {
                name: f"{text}\n\n{more[name[-2:]]}" if more.get(name[-2:]) else text
                for name, text in _texts(section, "body").items()
            }
            yield Section(
                version=version,
                key=section.key,
                order=section.order,
                edition=section.edition,
                to_confirm=section.to_confirm,
                sources=section.sources,
                **_texts(section, "title"),
                **body,
            )
        moves = [(Move.WRITE, 3 * DAY, editor, "")]
        if state != State.DRAFT:
            moves.append((Move.SEND, 2 * DAY, editor, ""))
        if state == State.SCHEDULED:
            reviewer = cast.person(REVIEWER, Role.CONTACT_POINT)
            moves += [(Move.APPROVE, DAY, reviewer, "LU"), (Move.SCHEDULE, DAY, reviewer, "")]
        for move, ago, who, seat in moves:
            yield LifeEvent(
                version=version,
                move=move,
                at=now - ago,
                user_id=who.user.pk,
                organisation_id=who.organisation.pk,
                seat=seat,
            )


def _texts(row: object, name: str) -> dict[str, str | None]:
    return {f"{name}_{code}": text or None for code, text in in_languages(row, name).items()}
