"""French words of the progress report: titles, labels, definitions."""

from reports.wording import Wording
from reports.wording.fr_texts import TEXTS

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
    "replies": "Accords et refus",
    "reasons": "Motifs de refus",
    "times": "Délai jusqu’à la première réponse",
    "states": "État des orientations",
    "guide": "La brochure d’information offre-t-elle un appui suffisant ?",
    "contacts": "Points de contact",
    "tasks": "Les six tâches de la déclaration d’intention",
    "task_practices": "Échanger les bonnes pratiques",
    "task_trainings": "Organiser des formations communes",
    "task_contacts": "Mettre en place des points de contact",
    "task_mechanisms": "Coopération entre les mécanismes d’orientation nationaux",
    "task_instrument": "Examen de la nécessité d’un instrument juridique Benelux",
    "task_report": "Rédiger le projet de rapport d’avancement",
    "guide_missing": "Ce qui manquait",
    "trainings": "Formations communes",
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

CAPTIONS = {
    "pairs": "Orientations par pays d’envoi et pays de destination",
    "months": "Orientations par mois d’envoi",
    "forms": "Orientations par forme d’exploitation",
    "ages": "Orientations selon l’âge",
    "genders": "Orientations selon le sexe",
    "needs": "Orientations par besoin",
    "urgency": "Orientations par degré d’urgence",
    "answers": "Demandes selon la réponse",
    "reasons": "Demandes refusées selon le motif",
    "times": "Délai entre l’envoi et la première réponse, en heures",
    "punctuality": "Premières réponses dans le délai indicatif et au-delà",
    "states": "Orientations selon leur état",
    "outcomes": "Orientations clôturées selon le résultat",
    "adequacy": "La brochure a-t-elle offert un appui suffisant ? Réponses à la clôture",
    "directory": "Organisations au répertoire par pays",
}

HEADS = {
    "pairs": "Pays d’envoi",
    "months": "Mois",
    "forms": "Forme d’exploitation",
    "ages": "Âge",
    "genders": "Sexe",
    "needs": "Besoin",
    "urgency": "Urgence",
    "answers": "Réponse",
    "reasons": "Motif",
    "times": "Urgence",
    "punctuality": "Première réponse",
    "states": "État",
    "outcomes": "Résultat",
    "adequacy": "Appui suffisant",
    "directory": "Pays",
    "count": "Nombre",
    "answered": "Avec réponse",
    "median": "Médiane",
    "p90": "90e percentile",
    "to": "vers {label}",
}

ROWS = {
    "age": {"child": "Mineur", "adult": "Majeur", "unknown": "Non indiqué"},
    "gender": {"unknown": "Inconnu ou non indiqué"},
    "adequacy": {
        "yes": "Oui",
        "partly": "En partie",
        "no": "Non",
        "unknown": "Sans réponse",
    },
    "urgency": {
        "emergency": "Urgence vitale",
        "urgent": "Urgent",
        "priority": "Prioritaire",
        "standard": "Standard",
        "unknown": "Non indiqué",
    },
    "answer": {
        "can_help": "Accord",
        "cannot_help": "Refus",
        "passed_on": "Transmise",
        "cancelled": "Devenue sans objet avant réponse",
        "waiting": "Encore sans réponse",
    },
    "punctuality": {"in_time": "Dans le délai indicatif", "late": "Au-delà du délai indicatif"},
    "state": {
        "open": "En cours",
        "handed_over": "Remise effectuée",
        "closed": "Clôturée",
        "withdrawn": "Retirée",
    },
    "directory": {
        "organisations": "Organisations",
        "contact_point": "Point de contact national",
    },
    "decline_reason": {"unknown": "Non indiqué"},
    "outcome": {"unrecorded": "Non indiqué"},
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
    "public": "Version publique : les nombres inférieurs à dix ne sont pas publiés",
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
    "note": "–* non publié afin de protéger les personnes (nombre inférieur à cinq, ou permettant"
    " de retrouver un tel nombre).",
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

DEFINITIONS = (
    (
        "Orientation",
        "le fait de demander de l’aide pour une victime à une ou plusieurs organisations d’un autre"
        " pays ; elle est comptée dès son envoi.",
    ),
    ("Demande", "la partie d’une orientation qui est adressée à une organisation."),
    ("Accord", "la réponse par laquelle l’organisation indique qu’elle peut apporter son aide."),
    (
        "Refus",
        "la réponse par laquelle l’organisation indique qu’elle ne peut pas apporter son aide, avec"
        " un motif codé.",
    ),
    (
        "Première réponse",
        "le premier accord ou refus donné à une orientation, quelle que soit l’organisation.",
    ),
    (
        "Délai indicatif",
        "le délai dans lequel une première réponse est souhaitable, selon l’urgence ; il ne"
        " constitue pas une obligation.",
    ),
    (
        "Médiane",
        "la valeur centrale : la moitié des cas lui sont inférieurs ou égaux.",
    ),
    (
        "90e percentile",
        "la valeur à laquelle neuf cas sur dix sont inférieurs ou égaux ; entre deux observations,"
        " elle est interpolée linéairement.",
    ),
    (
        "Mineur",
        "âgé de moins de dix-huit ans, ou présumé mineur lorsque l’âge est incertain.",
    ),
    (
        "Remise",
        "le moment où l’organisation qui reçoit la personne en reprend l’accompagnement.",
    ),
)

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
    captions=CAPTIONS,
    heads=HEADS,
    rows=ROWS,
    words=WORDS,
    definitions=DEFINITIONS,
    sources=SOURCES,
    from_country=FROM_COUNTRY,
    to_country=TO_COUNTRY,
)
