"""What to do now: from a few coded answers to the steps, in their order. Nothing is stored.

The answers are no description of a person: a country, an age group, yes or no. The order is that
of the seven steps of EuroTrafGuID (safety, child, language, trust, listen, explain, act); periods
are the rules of contacts, so the page and the referral form cannot disagree.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Country, CountryRule
from contacts.presenters import length
from contacts.public import PublicContact, public_contacts
from contacts.selectors import national_contact_points, rules_in_force
from contacts.visibility import public_organisations
from guide.models import PUBLIC, Topic, Version

PERIOD, PERIOD_ALONE = "reflection_period", "reflection_period_alone"
AGES: tuple[tuple[str, Promise], ...] = (
    ("adult", gettext_lazy("An adult")),
    ("minor", gettext_lazy("A minor")),
    ("unsure", gettext_lazy("Not sure: it may be a child")),
)
YES_NO: tuple[tuple[str, Promise], ...] = (
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
)
NATIONALITIES: tuple[tuple[str, Promise], ...] = (
    ("eu", gettext_lazy("Of the country itself, another EU country, the EEA or Switzerland")),
    ("third", gettext_lazy("Of another country, or stateless")),
    ("unknown", gettext_lazy("Not known")),
)
WISHES: tuple[tuple[str, Promise], ...] = (
    ("stay", gettext_lazy("To stay in this country")),
    ("other", gettext_lazy("To another Benelux country")),
    ("home", gettext_lazy("Back to the country of origin")),
    ("unknown", gettext_lazy("Not known, or not yet asked")),
)
# Who arranges guardianship, besides the contact point: a kind of organisation of the directory.
GUARDIAN = "guardianship"


@dataclass(frozen=True)
class Answers:
    """Codes of the lists above; `found` is the country where the person is."""

    found: str
    age: str
    danger: str
    nationality: str
    wish: str

    @property
    def child(self) -> bool:
        """In doubt the person counts as a child (Council of Europe Convention, article 10(3))."""
        return self.age != "adult"


@dataclass(frozen=True)
class Step:
    """One thing to do, with whom to call for it."""

    title: str
    texts: list[str]
    contacts: list[PublicContact] = field(default_factory=list)
    page: str = ""  # the short name of the page that says more, or a topic of the country


@dataclass(frozen=True)
class Pages:
    """The public pages: a step leads to none that readers cannot open."""

    slugs: frozenset[str]
    topics: dict[tuple[str, str], str]  # (country, topic) -> short name

    @classmethod
    def public(cls) -> "Pages":
        """As they are now; one query."""
        rows = Version.objects.filter(PUBLIC).order_by()
        found = list(rows.values_list("page__slug", "page__country", "page__topic"))
        return cls(
            frozenset(slug for slug, *_rest in found),
            {(country, topic): slug for slug, country, topic in found if country and topic},
        )

    def of(self, page: str, country: str) -> str:
        """The page of a step in a country, "" where it is not public."""
        return self.topics.get((country, page)) or (page if page in self.slugs else "")


def steps_for(answers: Answers, on: date) -> list[Step]:
    """The steps for these answers; six queries at most."""
    country = Country.objects.get(code=answers.found)
    rota: dict[str, list[str]] = {}
    for place in national_contact_points():
        rota.setdefault(place.country_id, []).append(place.organisation.slug)
    everybody = [slug for slugs in rota.values() for slug in slugs]
    guardians = (
        list(
            public_organisations()
            .filter(kind=GUARDIAN, country=country)
            .order_by("sort_key")
            .values_list("slug", flat=True)
        )
        if answers.child
        else []
    )
    known = {c.slug: c for c in public_contacts([*everybody, *guardians])}

    def reach(slugs: list[str]) -> list[PublicContact]:
        return [known[slug] for slug in slugs if slug in known]

    here = reach(rota.get(country.code, []))
    others = reach([s for code, slugs in rota.items() if code != country.code for s in slugs])
    rules = rules_in_force((PERIOD, PERIOD_ALONE), on)
    pages = Pages.public()
    steps = [_danger(country)] if answers.danger == "yes" else []
    if answers.child:
        steps.append(_child(country, reach(guardians)))
    steps += [_talk(), _contact_point(country, here)]
    steps.append(_stay(country, answers, rules))
    if answers.wish == "other":
        steps.append(_other_country(others))
    elif answers.wish == "home":
        steps.append(_home())
    elif answers.wish == "unknown":
        steps.append(_ask())
    steps.append(_afterwards())
    return [replace(step, page=pages.of(step.page, country.code)) for step in steps]


def _danger(country: Country) -> Step:
    numbers = {
        "emergency": country.emergency_number,
        "police": country.police_number,
        "country": country.name,
    }
    text = _("Call %(emergency)s now.") % numbers
    if country.police_number and country.code != "NL":
        text = _("Call %(emergency)s now. The police also answer at %(police)s.") % numbers
    return Step(
        _("First: danger"),
        [
            text,
            _("Bring yourself and the person to safety, if that makes no new danger."),
            _("Tell nobody where the person is or goes: not family, not compatriots."),
        ],
        page="danger",
    )


def _child(country: Country, guardian: list[PublicContact]) -> Step:
    texts = [
        _("Treat the person as a child until the age is certain."),
        _("Do not let the child leave with an adult when it is unclear who that is."),
    ]
    if country.code == "NL":
        texts.append(
            _(
                "An unaccompanied foreign minor goes to Nidos at the slightest sign; a minor who "
                "is Dutch or from the EU goes to youth care."
            )
        )
    elif country.code == "BE":
        texts.append(
            _(
                "The Guardianship Service appoints a guardian for an unaccompanied minor, also "
                "from the EU."
            )
        )
    return Step(_("A child"), texts, guardian, "minor")


def _talk() -> Step:
    return Step(
        _("Speak with the person"),
        [
            _("Alone, in a quiet place, with an interpreter of your own. Nobody who came along."),
            _("Listen. Do not press for details, and promise nothing you cannot keep."),
            _("Say that help does not depend on a statement to the police."),
        ],
    )


def _contact_point(country: Country, here: list[PublicContact]) -> Step:
    texts = [
        _(
            "Tell what you saw and what is needed. Give no name on the phone before the person "
            "agrees, unless there is danger."
        )
    ]
    if country.code == "NL":
        texts.append(
            _(
                "CoMensha finds the first place. Police, Marechaussee and Labour Inspectorate "
                "register every presumed victim with CoMensha."
            )
        )
    elif country.code == "BE":
        texts.append(
            _(
                "One of the three centres takes the person in, accompanies her or him and applies "
                "for the documents."
            )
        )
    elif country.code == "LU":
        texts.append(
            _(
                "INFOTRAITE helps every presumed victim. Only the Grand-Ducal Police identifies a "
                "victim formally."
            )
        )
    return Step(
        _("Call the contact point of %(country)s") % {"country": country.name},
        texts,
        here,
        Topic.HELP,
    )


def _stay(
    country: Country, answers: Answers, rules: dict[tuple[str | None, str], CountryRule]
) -> Step:
    rule = rules.get((country.code, PERIOD))
    alone = rules.get((country.code, PERIOD_ALONE)) if answers.child else None
    texts = []
    if answers.nationality == "eu":
        texts.append(
            _("Ask the contact point about the right of residence and social help of the person.")
        )
    else:
        if answers.nationality == "unknown":
            texts.append(_("Find out the nationality if you can: the rules differ."))
        texts.append(
            _("The person may have a right to a reflection period, to recover and decide.")
        )
        if rule is not None:
            texts.append(_period(rule))
        if alone is not None:
            texts.append(
                _("An unaccompanied foreign minor: %(document)s at once.")
                % {"document": alone.document}
            )
        texts.append(_("It is national: it does not travel to another country."))
    return Step(_("Residence"), texts, page=Topic.STAY)


def _period(rule: CountryRule) -> str:
    values = {"length": length(rule), "document": rule.document, "basis": rule.legal_basis}
    if rule.to_confirm:
        return (
            _("Length: %(length)s. Document: %(document)s. To be confirmed; see %(basis)s.")
            % values
        )
    return _("Length: %(length)s. Document: %(document)s. See %(basis)s.") % values


def _other_country(others: list[PublicContact]) -> Step:
    return Step(
        _("To another Benelux country"),
        [
            _("Ask the contact point here first: it refers to its counterpart across the border."),
            _("Nothing about the person crosses the border without a legal basis or consent."),
            _(
                "Explain to the person what leaving means for the residence document and for a "
                "running investigation."
            ),
        ],
        others,
        "other-country",
    )


def _home() -> Step:
    return Step(
        _("Back to the country of origin"),
        [
            _("First find out whether it is safe to return."),
            _(
                "Ask the contact point how the return is arranged: in Belgium the centre does it "
                "with the IOM."
            ),
        ],
    )


def _ask() -> Step:
    return Step(
        _("Ask what the person wants"),
        [
            _(
                "Say what is possible: to stay here, to go to another Benelux country, or to "
                "return. Nobody has to decide today."
            )
        ],
    )


def _afterwards() -> Step:
    return Step(
        _("Afterwards"),
        [
            _("Write down what you saw, with date and place, and keep it safe."),
            _("Agree with the contact point who calls whom, and when."),
        ],
    )
