"""Who plays: the organisations of the directory, and the accounts that act for them."""

from dataclasses import dataclass

from accounts.models import Membership, Role, User
from contacts.models import Code, NationalContactPoint, Organisation
from contacts.standard_questions import QuestionVersion

from .accounts import HISTORIAN


@dataclass(frozen=True)
class Person:
    """A user acting for an organisation."""

    user: User
    organisation: Organisation

    @property
    def country(self) -> str:
        """The organisation's country; a Benelux body plays no part in a case."""
        return self.organisation.country_id or ""


class Cast:
    """Read once through `using`. Raises Organisation.DoesNotExist for a slug it does not know."""

    def __init__(self, *, using: str) -> None:
        organisations = Organisation.objects.using(using).order_by("pk")
        self.using = using
        self._organisations = {organisation.slug: organisation for organisation in organisations}
        self._historian = User.objects.using(using).get(email=HISTORIAN)
        memberships = Membership.objects.using(using).select_related("user", "organisation")
        self._users = {
            (membership.organisation.slug, membership.role): membership.user
            for membership in memberships.order_by("-pk")
        }
        self._rota: dict[str, list[Organisation]] = {}
        for turn in (
            NationalContactPoint.objects.using(using)
            .select_related("organisation")
            .order_by("country", "order", "id")
        ):
            self._rota.setdefault(turn.country_id, []).append(turn.organisation)
        self._hours = {
            code.code: int(code.attributes["answer_within_hours"])
            for code in Code.objects.using(using).filter(list_id="urgency").order_by("order")
        }

    def organisation(self, slug: str) -> Organisation:
        """The organisation of that slug."""
        if slug not in self._organisations:
            raise Organisation.DoesNotExist(slug)
        return self._organisations[slug]

    def person(self, slug: str, role: Role = Role.CASEWORKER) -> Person:
        """Somebody of an organisation; the historian where it has no such account."""
        return Person(self._users.get((slug, role), self._historian), self.organisation(slug))

    def rota(self, country: str) -> list[Organisation]:
        """The country's contact point, in order."""
        return self._rota[country]

    def questions(self, *codes: str) -> list[QuestionVersion]:
        """The newest versions of standard questions, in the order of their codes."""
        newest = QuestionVersion.objects.using(self.using).order_by("number")
        found = {v.question.code: v for v in newest.select_related("question")}
        return [found[code] for code in codes]

    def answer_hours(self, urgency: str) -> int:
        """The indicative answer time (code list `urgency`)."""
        return self._hours[urgency]
