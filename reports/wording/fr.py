"""French words of the progress report: titles, labels, definitions."""

from reports.wording import Wording
from reports.wording.fr_texts import TEXTS
from reports.wording.fr_work import WAITING

TITLES = {
    "summary": "Résumé",
    "between": "Orientations entre les pays",
    "pairs": "D’un pays à l’autre",
    "months": "Évolution par mois",
    "forms": "Formes d’exploitation",
    "persons": "Les personnes orientées",
    "needs": "Les besoins",
    "urgency": "Urgence",
    "answers": "Réponses et résultats",
    "replies": "Acceptations et refus",
    "reasons": "Motifs de refus",
    "times": "Délai jusqu’à la première réponse",
    "states": "État des orientations",
    "guide": "La brochure d’information offre-t-elle un appui suffisant ?",
    "contacts": "Points de contact",
    "tasks": "Les six tâches de la déclaration d’intention",
    "task_practices": "Échanger les bonnes pratiques",
    "task_trainings": "Organiser des formations conjointes",
    "task_contacts": "Mettre en place des points de contact",
    "task_mechanisms": "Coopération entre les mécanismes d’orientation nationaux",
    "task_instrument": "Examen de la nécessité d’un instrument juridique Benelux",
    "task_report": "Rédiger le projet de rapport d’avancement",
    "guide_missing": "Ce qui manquait",
    "trainings": "Formations conjointes",
    "practices": "Bonnes pratiques, signaux et tendances",
    "instrument": "Examen de la nécessité d’un instrument juridique Benelux",
    "police": "Coopération policière et judiciaire et enquête financière",
    "municipalities": "Le rôle des communes",
    "recommendations": "Les recommandations de l’Assemblée",
    "partnerships": "Partenariats",
    "brochure": "Diffusion de la brochure",
    "outside": "Chiffres extérieurs au portail",
    "bottlenecks": "Difficultés et propositions",
    "statistics": "Tableaux selon la ventilation de la statistique de l’UE",
    "definitions": "Définitions",
    "method": "Méthode et protection des personnes",
    "composition": "Réunions et composition",
    "sources": "Sources",
}

HEADS = {
    "count": "Nombre",
    "answered": "Avec réponse",
    "median": "Médiane (heures)",
    "p90": "90e centile (heures)",
    "to": "vers {label}",
}

WORDS = {
    "title": "Rapport d’avancement – traite des êtres humains",
    "subtitle": "Rapport d’avancement destiné au Comité de Ministres Benelux",
    "subtitle_draft": "Projet de rapport d’avancement destiné au Comité de Ministres Benelux",
    "only_country": "Limité au pays suivant : {country}",
    "period": "Période considérée : du {first} au {last} inclus",
    "made": "Chiffres figés le {frozen}",
    "body": "Établi par le groupe de travail ad hoc relevant du groupe de travail Benelux « Traite"
    " des êtres humains »",
    "status": "Statut : projet, pas encore arrêté",
    "adopted": "Arrêté par le groupe de travail Benelux « Traite des êtres humains » le {day}",
    "approved": "{country} : approuvé le {day}",
    "correction": "Rectificatif : {text}",
    "public": "Version publique : les nombres inférieurs à {threshold} ne sont pas publiés",
    "annex": "Annexe",
    "mark": "PROJET",
    "contents": "Table des matières",
    "table": "Tableau",
    "figure": "Figure",
    "page": "Page",
    "of": "sur",
    "total": "Total",
    "country": "Pays",
    "source": "Source",
    "not_applicable": "s.o.",
    "threshold_5": "cinq",
    "threshold_10": "dix",
    "adopted_in": "Également appliquée dans ce pays : {country}, depuis le {day}",
    "position_since": "{position}, depuis le {day}",
    "page_helped": "Moins de la moitié des lecteurs ayant répondu estiment que cette page les a"
    " aidés.",
    "and": " et ",
    "none": "aucun élément ne pouvant être publié",
    "hour": "heure",
    "hours": "heures",
    "share": "{value} %",
    "chart": "Diagramme en barres. {caption}. {values}.",
    "chart_axis": "Nombre",
    "attachment": "Chiffres figés du présent rapport, après protection des petits nombres",
    "keywords": "Benelux; traite des êtres humains; orientation; rapport d’avancement",
    "table_alt": "Tableau : {caption}",
}

SOURCES = (
    "Déclaration d’intention relative à la coopération Benelux en matière de traite des êtres"
    " humains, Luxembourg, 2 décembre 2016 (texte néerlandais ; traduction non officielle).",
    "Réponse du Comité de Ministres à la recommandation de l’Assemblée interparlementaire Benelux"
    " relative à la traite des êtres humains.",
    "Convention du Conseil de l’Europe sur la lutte contre la traite des êtres humains, Varsovie,"
    " 16 mai 2005 (STCE n° 197), articles 10 et 11.",
    "Les données codées des orientations enregistrées dans le portail, lues avec un rôle de base de"
    " données qui ne peut lire aucune donnée à caractère personnel.",
)

FROM_COUNTRY = {
    "NL": "des Pays-Bas",
    "BE": "de la Belgique",
    "LU": "du Luxembourg",
}
TO_COUNTRY = {
    "NL": "vers les Pays-Bas",
    "BE": "vers la Belgique",
    "LU": "vers le Luxembourg",
}

WORDING = Wording(
    language="fr",
    titles=TITLES,
    texts=TEXTS,
    heads=HEADS,
    words=WORDS,
    waiting=WAITING,
    sources=SOURCES,
    from_country=FROM_COUNTRY,
    to_country=TO_COUNTRY,
)
