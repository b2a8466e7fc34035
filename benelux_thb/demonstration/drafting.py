"""What the invented senders write: in which language, with which consent, which free text."""

from collections.abc import Iterable
from datetime import datetime

from referrals.models import Consent

from .cast import Person
from .dice import Dice
from .ledger import Asked
from .life import Life
from .people import Profile, asks_for_consent, speaks

FRENCH_SPEAKING = {"pag-asa", "surya", "esperanto"}
NOTES = {
    "nl": "Verzonnen toelichting: de persoon verblijft tijdelijk op een veilige plaats.",
    "fr": "Précision inventée : la personne se trouve provisoirement en lieu sûr.",
}
QUESTIONS = {
    "nl": "Verzonnen vraag: is een tolk nodig bij het eerste gesprek?",
    "fr": "Question inventée : faut-il un interprète pour le premier entretien ?",
}
MEETING_POINTS = {
    "nl": "Verzonnen: station, onder de grote klok.",
    "fr": "Inventé : gare, sous la grande horloge.",
}
ANSWERS = {
    "nl": "Verzonnen antwoord: ja, een telefoontolk volstaat.",
    "fr": "Réponse inventée : oui, un interprète par téléphone suffit.",
}


def language_of(person: Person) -> str:
    """nl or fr: in which an organisation writes."""
    french = person.country == "LU" or person.organisation.slug in FRENCH_SPEAKING
    return "fr" if french else "nl"


def record_consent(
    life: Life, profile: Profile, dice: Dice, recipients: Iterable[Asked], *, at: datetime
) -> Consent:
    """A consent that names the recipients: of a contact point, each of its rota."""
    named = [
        organisation
        for asked in recipients
        for organisation in (
            [asked.organisation] if asked.organisation else life.cast.rota(asked.country)
        )
    ]
    return life.consent(
        profile.consent_basis,
        at.date(),
        named,
        language=speaks(profile),
        with_interpreter=asks_for_consent(profile) and dice.chance(0.4),
        at=at,
    )
