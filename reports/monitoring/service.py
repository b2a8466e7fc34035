"""The five service indicators of each country beside one another, as shares and means.

A share is made of two counts that are shown; where either is withheld, so is the share.
"""

from reports.definitions import definition
from reports.definitions.rows import row_label
from reports.definitions.words import Words
from reports.disclosure.release import WITHHELD
from reports.disclosure.words import note
from reports.figures import Figures
from reports.monitoring.figures_text import hours, share
from reports.monitoring.panel import Bar, Panel

SERVICE = "service"
WHOLE, IN_HOURS = 100, 1  # a share of all, and the place of the one indicator that is none
HEADS = (
    Words("Op tijd opgenomen", "Prises en main à temps", "Taken up in time"),
    Words(
        "Gemiddelde antwoordtijd (uur)",
        "Délai moyen de réponse (heures)",
        "Mean answer time (hours)",
    ),
    Words("Op tijd beantwoord", "Répondues à temps", "Answered by the agreed date"),
    Words("Lage beoordeling: tijd", "Appréciation basse : délais", "Low rating: timeliness"),
    Words("Lage beoordeling: moeite", "Appréciation basse : effort", "Low rating: effort"),
)


def service_panel(figures: Figures, language: str) -> Panel | None:
    """A row for each country, or None where these figures have no indicators."""
    if not figures.answer_means:
        return None
    means = {mean.key: mean for mean in figures.answer_means}
    measured = [
        (
            row_label(figures, "answered_by", land, language),
            [
                share(figures, f"taken_up.{land}.in_time", f"taken_up.{land}", language),
                hours(mean.mean, mean.count, language),
                share(figures, f"by_due.{land}.in_time", f"by_due.{land}", language),
                share(figures, f"timeliness.{land}.low", f"timeliness.{land}", language),
                share(figures, f"effort.{land}.low", f"effort.{land}", language),
            ],
        )
        for land, mean in means.items()
    ]
    rows = [[label, *(one.shown for one in some)] for label, some in measured]
    heads = [head.in_language(language) for head in HEADS]
    found = definition(SERVICE)
    starred = any(WITHHELD in cell for row in rows for cell in row)
    longest = max((some[IN_HOURS].value or 0 for _label, some in measured), default=0) or 1
    return Panel(
        key=SERVICE,
        title=found.title.in_language(language),
        defined=found.text.in_language(language),
        head=[found.row.in_language(language) if found.row else "", *heads],
        rows=rows,
        total_row=False,
        remark="",
        note=note(figures.threshold, language) if starred else "",
        bars=[
            Bar(
                label,
                some[place].value,
                shown=some[place].shown,
                group=head,
                most=longest if place == IN_HOURS else WHOLE,
            )
            for place, head in enumerate(heads)
            for label, some in measured
        ],
    )
