"""French sentences of the progress report, by chapter."""

from reports.wording import Text, Variants
from reports.wording.fr_work import WORK

TEXTS: dict[str, tuple[Text, ...]] = {
    "summary": (
        "Le présent rapport d’avancement porte sur la période du {period.first} au {period.last}"
        " inclus. Le groupe de travail ad hoc le rédige en vertu de la déclaration d’intention du 2"
        " décembre 2016. Le groupe de travail Benelux « Traite des êtres humains » l’arrête et le"
        " transmet au Comité de Ministres Benelux.",
        Variants(
            on="referrals",
            zero="Au cours de cette période, aucune orientation de victime de la traite des êtres"
            " humains n’a été envoyée entre les pays par l’intermédiaire du portail.",
            one="Au cours de cette période, une orientation de victime de la traite des êtres"
            " humains a été envoyée entre les pays par l’intermédiaire du portail.",
            other="Au cours de cette période, {referrals} orientations de victimes de la traite des"
            " êtres humains ont été envoyées entre les pays par l’intermédiaire du portail.",
            withheld="Le nombre d’orientations envoyées au cours de cette période par"
            " l’intermédiaire du portail n’est pas publié, afin qu’aucune personne ne puisse être"
            " reconnue.",
        ),
        Variants(
            on="answers.total",
            zero="Aucune demande n’a été adressée à une organisation d’un autre pays au cours de"
            " cette période.",
            one="À cet effet, une demande a été adressée à une organisation d’un autre pays.",
            other="À cet effet, {answers.total} demandes ont été adressées à des organisations d’un"
            " autre pays. Le nombre d’acceptations s’élève à {answers.can_help}"
            " ({answers.can_help/answers.total:share}), celui des refus à {answers.cannot_help}"
            " ({answers.cannot_help/answers.total:share}).",
            withheld="Le nombre de demandes adressées à des organisations d’un autre pays n’est pas"
            " publié.",
        ),
        Variants(
            on="times.total.median",
            zero="La moitié des orientations ont reçu une première réponse dans l’heure.",
            one="La moitié des orientations ont reçu une première réponse en"
            " {times.total.median:hours} au plus, neuf sur dix en {times.total.p90:hours} au plus.",
            other="La moitié des orientations ont reçu une première réponse en"
            " {times.total.median:hours} au plus, neuf sur dix en {times.total.p90:hours} au plus.",
            withheld="Aucun chiffre n’est donné sur le délai jusqu’à la première réponse, afin"
            " qu’aucune personne ne puisse être reconnue.",
        ),
        Variants(
            on="adequacy.total",
            zero="",
            one="",
            other="Pour {adequacy.yes/adequacy.total:share} des orientations clôturées, la brochure"
            " d’information a offert, selon l’expéditeur, un appui suffisant.",
            withheld="",
        ),
        Variants(
            on="trainings.held",
            zero="",
            one="Une formation conjointe a été organisée ; le nombre de personnes formées s’élève à"
            " {trained.total}.",
            other="Au total, {trainings.held} formations conjointes ont été organisées ; le nombre"
            " de personnes formées s’élève à {trained.total}.",
            withheld="",
        ),
    ),
    "scope": (
        "Seules sont comptées les orientations dont ce pays est le pays d’envoi ou de destination :"
        " {scope}. Ce que les trois pays font ensemble figure dans le rapport portant sur tous les"
        " pays.",
    ),
    "between": (
        "Le Comité de Ministres s’est engagé auprès de l’Assemblée interparlementaire Benelux à"
        " suivre à quelle fréquence les victimes sont, en pratique, orientées entre les pays du"
        " Benelux. Le présent chapitre y répond, dans la mesure où l’orientation est passée par le"
        " portail.",
    ),
    "pairs": (
        Variants(
            on="pairs.total",
            zero="Au cours de la période considérée, personne n’a été orienté d’un pays à l’autre.",
            one="Au cours de la période considérée, une orientation d’un pays à l’autre a été"
            " comptée.",
            other="Chaque orientation a un pays d’envoi et un pays de destination. Les directions"
            " les plus fréquentes sont les suivantes : {pairs:top}.",
            withheld="Le nombre d’orientations par pays d’envoi et pays de destination n’est pas"
            " publié.",
        ),
    ),
    "months": (
        Variants(
            on="months.total",
            zero="Aucune orientation n’a été envoyée au cours des mois de la période considérée.",
            one="La seule orientation date de {months:top}.",
            other="Mois comptant le plus d’orientations : {months:top}. Une orientation est comptée"
            " dans le mois de son envoi.",
            withheld="L’évolution par mois ne peut pas être publiée.",
        ),
    ),
    "forms": (
        Variants(
            on="forms.total",
            zero="Il n’y a pas d’orientation dont la forme d’exploitation puisse être indiquée.",
            one="Il y a une orientation dont la forme d’exploitation peut être indiquée.",
            other="Les formes les plus souvent indiquées sont les suivantes : {forms:top}. Une"
            " orientation peut concerner plusieurs formes ; la somme des lignes ne correspond donc"
            " pas au nombre d’orientations.",
            withheld="Les formes d’exploitation ne peuvent pas être publiées.",
        ),
    ),
    "persons": (
        Variants(
            on="ages.total",
            zero="Il n’y a pas de personnes orientées à répartir selon l’âge et le sexe.",
            one="La seule orientation n’est pas ventilée selon l’âge et le sexe.",
            other="Le nombre d’orientations de mineurs s’élève à {ages.child}"
            " ({ages.child/ages.total:share}), celui des orientations de majeurs à {ages.adult}"
            " ({ages.adult/ages.total:share}). Selon le sexe, le nombre de femmes s’élève à"
            " {genders.F} et le nombre d’hommes à {genders.M}.",
            withheld="L’âge et le sexe ne peuvent pas être publiés.",
        ),
        "Une personne présumée mineure est comptée comme mineure (article 10, paragraphe 3, de la"
        " Convention du Conseil de l’Europe sur la lutte contre la traite des êtres humains).",
    ),
    "needs": (
        Variants(
            on="needs.total",
            zero="Il n’y a pas d’orientation dont les besoins puissent être indiqués.",
            one="Il y a une orientation dont les besoins peuvent être indiqués.",
            other="Les besoins les plus souvent indiqués sont les suivants : {needs:top}. Une"
            " personne a généralement plusieurs besoins.",
            withheld="Les besoins ne peuvent pas être publiés.",
        ),
    ),
    "urgency": (
        Variants(
            on="urgency.total",
            zero="Il n’y a pas d’orientation à classer selon l’urgence.",
            one="La seule orientation n’est pas classée selon l’urgence.",
            other="Le degré d’urgence détermine le délai indicatif de la première réponse. La"
            " déclaration d’intention ne crée pas d’obligation de répondre dans ce délai.",
            withheld="La répartition selon l’urgence ne peut pas être publiée.",
        ),
    ),
    "answers": (
        "Une orientation peut être adressée à une ou plusieurs organisations. Chacune reçoit une"
        " demande et y répond par une acceptation ou par un refus dont le motif est codé, ou"
        " transmet la demande à une autre organisation.",
    ),
    "replies": (
        Variants(
            on="answers.total",
            zero="Aucune demande n’a été envoyée au cours de la période considérée.",
            one="Une demande a été envoyée au cours de la période considérée.",
            other="Sur les {answers.total} demandes, {answers.can_help/answers.total:share} ont"
            " donné lieu à une acceptation et {answers.cannot_help/answers.total:share} à un"
            " refus.",
            withheld="Le nombre de demandes n’est pas publié.",
        ),
        Variants(
            on="answers.waiting",
            zero="À la clôture des chiffres, aucune demande n’était encore sans réponse.",
            one="À la clôture des chiffres, une demande était encore sans réponse.",
            other="À la clôture des chiffres, {answers.waiting} demandes étaient encore sans"
            " réponse.",
            withheld="",
        ),
    ),
    "reasons": (
        Variants(
            on="reasons.total",
            zero="Aucune demande n’a été refusée.",
            one="Une demande a été refusée.",
            other="Les motifs de refus les plus souvent indiqués sont les suivants :"
            " {reasons:top}.",
            withheld="Les motifs de refus ne peuvent pas être publiés.",
        ),
    ),
    "times": (
        Variants(
            on="punctuality.total",
            zero="Aucune orientation n’a reçu de première réponse.",
            one="Une orientation a reçu une première réponse.",
            other="Sur les {punctuality.total} orientations ayant reçu une réponse,"
            " {punctuality.in_time/punctuality.total:share} l’ont reçue dans le délai indicatif"
            " correspondant à leur degré d’urgence.",
            withheld="Le nombre d’orientations ayant reçu une réponse n’est pas publié.",
        ),
        "La médiane est le délai dans lequel la moitié des orientations ont reçu une réponse ; le"
        " 90e centile, celui dans lequel neuf orientations sur dix en ont reçu une. Aucun délai"
        " n’est indiqué pour moins de {threshold} réponses.",
    ),
    "states": (
        Variants(
            on="states.total",
            zero="Il n’y a pas d’orientation dont l’état puisse être indiqué.",
            one="Il y a une orientation.",
            other="À la clôture des chiffres, le nombre d’orientations retirées s’élevait à"
            " {states.withdrawn} ({states.withdrawn/states.total:share}).",
            withheld="L’état des orientations ne peut pas être publié.",
        ),
        Variants(
            on="outcomes.total",
            zero="Aucune orientation n’est encore clôturée.",
            one="Une orientation est clôturée.",
            other="Le nombre d’orientations clôturées s’élève à {outcomes.total}. Les résultats les"
            " plus souvent indiqués sont les suivants : {outcomes:top}.",
            withheld="Les résultats des orientations clôturées ne peuvent pas être publiés.",
        ),
    ),
    "guide": (
        "Le Comité de Ministres s’est également engagé à suivre si la brochure d’information des"
        " trois pays (dans le portail : le guide) offre un appui suffisant pour pouvoir orienter"
        " les victimes entre les pays du Benelux.",
    ),
    "guide_readers": (
        Variants(
            on="readers.total",
            zero="",
            one="Au bas des pages du guide, un lecteur a répondu à la question de savoir si la page"
            " l’avait aidé.",
            other="Au bas des pages du guide, {readers.total} réponses ont été données à la"
            " question de savoir si la page avait aidé : {readers.yes} fois oui, {readers.partly}"
            " fois en partie et {readers.no} fois non.",
            withheld="",
        ),
        Variants(
            on="guide_pages.pages",
            zero="",
            one="Le guide compte une page publique.",
            other="Le guide compte {guide_pages.pages} pages publiques. Le nombre de rubriques dont"
            " une autorité doit encore confirmer le contenu s’élève à {guide_pages.to_confirm}.",
            withheld="",
        ),
    ),
    "guide_not_measured": (
        "Ce point n’a pas été mesuré pour la période considérée : il n’a pas été demandé aux"
        " personnes qui orientaient une victime si la brochure suffisait ni ce qui y manquait. Le"
        " présent rapport ne donne donc pas de chiffre et n’en tire aucune conclusion. Le groupe de"
        " travail ad hoc peut compléter cette partie par ce que les services des trois pays lui"
        " signalent.",
    ),
    "guide_measured": (
        "Lors de la clôture d’une orientation, il pouvait être indiqué si la brochure avait offert"
        " un appui suffisant.",
        Variants(
            on="adequacy.total",
            zero="Aucune orientation n’est encore clôturée ; aucune réponse n’a donc été donnée.",
            one="Une orientation est clôturée.",
            other="Pour {adequacy.total} orientations clôturées, le nombre de réponses positives"
            " s’élève à {adequacy.yes} ({adequacy.yes/adequacy.total:share}), celui des réponses «"
            " en partie » à {adequacy.partly} et celui des réponses négatives à {adequacy.no}. Pour"
            " les autres, la question est restée sans réponse.",
            withheld="Les réponses ne peuvent pas être publiées.",
        ),
    ),
    "guide_missing": (
        Variants(
            on="gaps.total",
            zero="",
            one="Ce qui manquait a été indiqué pour une orientation.",
            other="Ce qui manquait le plus souvent : {gaps:top}.",
            withheld="",
        ),
        Variants(
            on="answers.cannot_help",
            zero="Autre indication : aucune demande n’a été refusée.",
            one="Les motifs de refus, au chapitre {chapter:answers}, fournissent une autre"
            " indication.",
            other="Les motifs de refus fournissent une autre indication. Le nombre de demandes"
            " refusées parce que l’organisation n’était pas compétente s’élève à"
            " {reasons.not_competent} ; celui des demandes refusées parce que la personne"
            " n’appartenait pas au groupe cible, à {reasons.not_target_group}. De tels refus"
            " peuvent signifier que la brochure ou l’annuaire des points de contact n’indiquait pas"
            " assez clairement à qui s’adresser.",
            withheld="Les motifs de refus fournissent une autre indication ; leur nombre n’est pas"
            " publié, afin qu’aucune personne ne puisse être reconnue.",
        ),
    ),
    "contacts": (
        "Au moment où les chiffres ont été figés, le {frozen}, l’annuaire du portail compte"
        " {directory.total.organisations|organisation|organisations} dans les trois pays. Le"
        " tableau indique la situation à cette date ; la situation à la fin de la période"
        " considérée n’a pas été conservée.",
        Variants(
            on="directory.total.contact_point",
            zero="Aucun point de contact national n’est encore désigné.",
            one="Une organisation fait fonction de point de contact national.",
            other="Le nombre d’organisations faisant fonction de point de contact national s’élève"
            " à {directory.total.contact_point}. Là où un pays en compte plusieurs, elles se"
            " relaient.",
            withheld="",
        ),
        Variants(
            on="freshness.total.stale",
            zero="Les données de toutes les organisations ont été vérifiées dans le délai.",
            one="Pour une organisation, le délai de vérification des données est dépassé.",
            other="Pour {freshness.total.stale} organisations, le délai de vérification des données"
            " est dépassé.",
            withheld="",
        ),
    ),
    "contacts_country": (
        Variants(
            on="directory.total.organisations",
            zero="L’annuaire du portail ne mentionne aucune organisation dans ce pays.",
            one="L’annuaire du portail mentionne une organisation dans ce pays.",
            other="Au moment où les chiffres ont été figés, le {frozen}, l’annuaire du portail"
            " mentionne {directory.total.organisations} organisations dans ce pays. Le nombre de"
            " celles qui font fonction de point de contact national s’élève à"
            " {directory.total.contact_point}.",
            withheld="",
        ),
    ),
    "tasks": (
        "La déclaration d’intention confie six tâches au groupe de travail ad hoc. Pour chacune, il"
        " est indiqué ci-après ce que les données du portail permettent d’établir et ce que le"
        " groupe complète lui-même.",
    ),
    "task_practices": (
        Variants(
            on="group.practices",
            zero="Aucune bonne pratique n’a encore été décrite dans le portail au cours de la"
            " période considérée.",
            one="Une bonne pratique a été décrite dans le portail au cours de la période"
            " considérée. Le chapitre {chapter:practices} en donne l’état.",
            other="Au cours de la période considérée, {group.practices} bonnes pratiques ont été"
            " décrites dans le portail. Le chapitre {chapter:practices} en donne l’état.",
            withheld="",
            missing="Le portail ne tient pas de chiffres sur l’échange de bonnes pratiques au cours"
            " de cette période.",
        ),
    ),
    "task_trainings": (
        Variants(
            on="trainings.held",
            zero="Aucune formation conjointe n’a encore été organisée au cours de la période"
            " considérée.",
            one="Une formation conjointe a été organisée au cours de la période considérée. Le"
            " chapitre {chapter:trainings} indique les besoins et la participation.",
            other="Au cours de la période considérée, {trainings.held} formations conjointes ont"
            " été organisées. Le chapitre {chapter:trainings} indique les besoins et la"
            " participation.",
            withheld="",
            missing="Le portail ne tient pas de chiffres sur les formations conjointes au cours de"
            " cette période.",
        ),
    ),
    "task_contacts": (
        "L’annuaire du portail indique, par pays, à qui s’adresser : voir le chapitre"
        " {chapter:contacts}. Le nombre d’organisations de l’annuaire s’élève à"
        " {directory.total.organisations}.",
    ),
    "task_mechanisms": (
        Variants(
            on="referrals",
            zero="Au cours de la période considérée, aucune victime n’a été orientée par cette"
            " voie.",
            one="Au cours de la période considérée, une orientation a été envoyée par cette voie.",
            other="Au cours de la période considérée, {referrals} orientations ont été envoyées par"
            " cette voie ; le nombre de demandes ayant donné lieu à une acceptation s’élève à"
            " {answers.can_help}. Les chapitres {chapter:between} et {chapter:answers} en donnent"
            " la ventilation.",
            withheld="Le nombre d’orientations par cette voie n’est pas publié.",
        ),
    ),
    "task_instrument": (
        "Les chiffres ne suffisent pas à établir s’il est nécessaire d’élaborer un instrument"
        " juridique Benelux. Les motifs de refus du chapitre {chapter:answers} montrent où une"
        " orientation échoue en pratique et peuvent servir à cet examen. Le chapitre"
        " {chapter:instrument} donne l’état de l’examen.",
    ),
    "task_report": (
        "Le groupe de travail ad hoc rédige le projet du présent rapport. Le groupe de travail «"
        " Traite des êtres humains » l’arrête et le transmet au Comité de Ministres Benelux.",
    ),
    "method": (
        "Les chiffres ont été comptés le {frozen}, puis figés ; le texte, les tableaux et les"
        " graphiques des versions française et néerlandaise renvoient aux mêmes chiffres figés. Le"
        " fichier figures.json joint au rapport les contient sous une forme lisible par"
        " ordinateur.",
        "Sont comptées les orientations envoyées au cours de la période considérée, selon le jour"
        " de l’envoi dans le fuseau horaire de Bruxelles, premier et dernier jours inclus. Les"
        " brouillons ne sont pas comptés. Les réponses et les résultats sont pris en compte dans la"
        " mesure où ils étaient connus au moment du comptage, même s’ils sont postérieurs à la"
        " période considérée.",
        "Seules les orientations passées par le portail sont comptées. Ce qui s’est fait en dehors"
        " du portail n’y figure pas. Les chiffres ne disent rien du nombre total de victimes de la"
        " traite des êtres humains dans les trois pays. Une même personne peut faire l’objet de"
        " plusieurs orientations : le comptage n’utilise aucune donnée permettant de reconnaître"
        " une personne.",
        "Les nombres inférieurs à {threshold} ne sont pas publiés. Lorsque de nombreuses cases"
        " étaient concernées, des catégories ont d’abord été regroupées, dans un ordre fixe."
        " D’autres nombres ont aussi été omis lorsqu’un petit nombre pouvait sinon être calculé à"
        " partir d’un total, d’un autre tableau ou d’un rapport antérieur ; chaque publication a"
        " été éprouvée sur ce point. Dans les ventilations sensibles, il en va de même pour zéro."
        " Les délais et les pourcentages portant sur moins de {threshold} cas ne sont pas indiqués."
        " Le même signe est alors utilisé partout : –*.",
    ),
    "definitions": ("Dans le présent rapport, on entend par :",),
    "sources": ("Le présent rapport s’appuie sur les sources suivantes.",),
} | WORK
