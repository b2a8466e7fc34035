"""French sentences of the progress report on the work around the referrals."""

from reports.wording import Text, Variants

WORK: dict[str, tuple[Text, ...]] = {
    "trainings": (
        "La déclaration d’intention demande des formations communes pour les partenaires de"
        " première"
        " ligne, spécialisés ou non. Le Comité de Ministres a annoncé un inventaire des besoins"
        " auprès du parquet, de la police et de l’inspection du travail, en s’inspirant des"
        " formations nationales existantes et des activités de CEPOL.",
        Variants(
            on="trainings.needs",
            zero="Aucun besoin de formation n’a été signalé au cours de la période considérée.",
            one="Un besoin de formation a été signalé au cours de la période considérée.",
            other="Au cours de la période considérée, {trainings.needs} besoins de formation ont"
            " été"
            " signalés. Le nombre de besoins satisfaits s’élève à {trainings.met}, celui des"
            " besoins"
            " encore ouverts à {trainings.open}.",
            withheld="",
        ),
        Variants(
            on="trainings.held",
            zero="Aucune formation commune n’a encore été tenue.",
            one="Une formation commune a été tenue, d’une durée de"
            " {trainings.half_days|demi-journée|demi-journées}. Le nombre de personnes formées"
            " s’élève à {trained.total}.",
            other="Au total, {trainings.held} formations communes ont été tenues, soit"
            " {trainings.half_days|demi-journée|demi-journées}. Le nombre de personnes formées"
            " s’élève à {trained.total}.",
            withheld="",
            missing="Le portail ne tient pas de chiffres sur les formations communes au cours de"
            " cette période.",
        ),
    ),
    "practices": (
        "Les pays apprennent les uns des autres en décrivant de bonnes pratiques et en partageant"
        " des signaux et des tendances. Un signal est compté dès qu’il est confirmé.",
        Variants(
            on="group.practices",
            zero="Aucune bonne pratique n’a été décrite au cours de la période considérée.",
            one="Une bonne pratique a été décrite au cours de la période considérée.",
            other="Au cours de la période considérée, {group.practices} bonnes pratiques ont été"
            " décrites. Le nombre de reprises par un autre pays s’élève à {group.adopted_in}.",
            withheld="",
            missing="Le portail ne tient pas de chiffres à ce sujet au cours de cette période.",
        ),
        Variants(
            on="group.signals",
            zero="Aucun signal n’a été confirmé.",
            one="Un signal a été confirmé.",
            other="Au total, {group.signals} signaux et tendances ont été confirmés.",
            withheld="",
        ),
    ),
    "instrument": (
        "Le groupe de travail ad hoc examine s’il est nécessaire d’élaborer un instrument juridique"
        " Benelux afin de développer la coopération et la coordination multidisciplinaires.",
        Variants(
            on="positions.total",
            zero="Aucune position n’a encore été communiquée au cours de la période considérée.",
            one="Une position a été communiquée au cours de la période considérée.",
            other="Au cours de la période considérée, {positions.total} positions ont été"
            " communiquées ; le tableau en donne la répartition.",
            withheld="",
            missing="Les chiffres de cette période ne permettent pas d’en tirer une conclusion.",
        ),
    ),
    "police": (
        "Le Comité de Ministres soutient une meilleure coopération administrative, judiciaire et"
        " policière et attire l’attention sur l’enquête financière, souvent un élément clé de la"
        " lutte contre la criminalité organisée. Les trois pays prennent part au projet européen"
        " EMPACT contre la traite des êtres humains.",
        Variants(
            on="bodies.police_justice",
            zero="Le répertoire du portail ne mentionne aucune instance policière ou judiciaire.",
            one="Le répertoire du portail mentionne une instance policière ou judiciaire.",
            other="Le répertoire du portail mentionne {bodies.police_justice} instances policières"
            " et judiciaires.",
            withheld="",
        ),
        "Le portail ne tient pas de données sur les enquêtes pénales. Le groupe de travail ad hoc"
        " peut compléter cette partie.",
    ),
    "municipalities": (
        "Le Comité de Ministres juge important le rôle des communes dans la lutte contre la traite"
        " des êtres humains et voit dans le Benelux un moteur à cet égard.",
        Variants(
            on="bodies.municipality",
            zero="Le répertoire du portail ne mentionne encore aucune instance communale.",
            one="Le répertoire du portail mentionne une instance communale.",
            other="Le répertoire du portail mentionne {bodies.municipality} instances communales.",
            withheld="",
        ),
        "Le groupe de travail ad hoc peut compléter cette partie.",
    ),
    "recommendations": (
        "L’Assemblée interparlementaire Benelux a adressé au Comité de Ministres des"
        " recommandations"
        " relatives à la traite des êtres humains. Le Comité a conseillé de les reprendre dans le"
        " programme de travail.",
        Variants(
            on="recommendations.total",
            zero="Aucune recommandation n’est enregistrée dans le portail.",
            one="Une recommandation est enregistrée dans le portail ; le tableau en donne l’état.",
            other="Le portail compte {recommendations.total} recommandations enregistrées ; le"
            " tableau donne l’état de leur mise en œuvre.",
            withheld="",
            missing="Le groupe de travail ad hoc peut compléter ici l’état de la mise en œuvre.",
        ),
    ),
    "partnerships": (
        "Le Comité de Ministres recherche des synergies entre organisations spécialisées et"
        " encourage la coopération eurégionale entre les centres d’accueil.",
        Variants(
            on="partnerships.total",
            zero="Le répertoire du portail ne mentionne encore aucun partenariat.",
            one="Le répertoire du portail mentionne un partenariat.",
            other="Le tableau compte la participation d’organisations de chaque pays à un"
            " partenariat"
            " en cours ; leur nombre total s’élève à {partnerships.total}.",
            withheld="",
            missing="Le groupe de travail ad hoc peut compléter cette partie.",
        ),
    ),
    "brochure": (
        "La brochure d’information peut être téléchargée sur le portail et est remise sur papier.",
        Variants(
            on="brochure.total.downloads",
            zero="Aucun téléchargement n’a été compté sur le portail au cours de la période"
            " considérée.",
            one="Un téléchargement a été compté sur le portail au cours de la période considérée.",
            other="Au cours de la période considérée, {brochure.total.downloads} téléchargements"
            " ont"
            " été comptés sur le portail.",
            withheld="",
        ),
        Variants(
            on="brochure.total.copies",
            zero="Aucun exemplaire remis n’a été signalé.",
            one="Un exemplaire remis a été signalé.",
            other="Au total, {brochure.total.copies} exemplaires remis ont été signalés.",
            withheld="",
            missing="Il n’y a pas de chiffres sur la diffusion pour cette période.",
        ),
    ),
    "outside": (
        "Ces chiffres ne proviennent pas du portail. Ils ont été saisis par le secrétariat tels que"
        " la source les indique et ne sont ajoutés nulle part aux chiffres comptés.",
    ),
    "bottlenecks": (
        Variants(
            on="reasons.total",
            zero="Aucune demande n’a été refusée ; les réponses ne révèlent donc aucune"
            " difficulté.",
            one="Une demande a été refusée ; c’est trop peu pour mettre en évidence une"
            " difficulté.",
            other="Les motifs de refus les plus souvent indiqués révèlent les difficultés"
            " rencontrées en pratique : {reasons:top}.",
            withheld="Les motifs de refus ne peuvent pas être publiés.",
        ),
        Variants(
            on="punctuality.total",
            zero="",
            one="",
            other="Pour {punctuality.late/punctuality.total:share} des orientations ayant reçu une"
            " réponse, la première réponse est arrivée au-delà du délai indicatif.",
            withheld="",
        ),
        "Le groupe de travail ad hoc peut présenter ici ses propositions.",
    ),
    "composition": (
        "Le groupe de travail ad hoc se compose, selon l’ordre du jour, de représentants des"
        " centres"
        " spécialisés, des autorités judiciaires, des services de police, d’immigration,"
        " d’intégration et d’inspection et des ministères concernés des trois pays. Il relève du"
        " groupe de travail Benelux « Traite des êtres humains », qui arrête le rapport.",
        Variants(
            on="group.meetings",
            zero="Aucune réunion n’est enregistrée dans le portail pour la période considérée.",
            one="Une réunion a été tenue au cours de la période considérée.",
            other="Au cours de la période considérée, {group.meetings} réunions ont été tenues.",
            withheld="",
        ),
    ),
    "statistics": (
        "La ventilation suit celle de la statistique de l’UE sur la traite :"
        " organisation qui enregistre, sexe, mineur ou majeur et groupe de nationalité."
        " La forme d’exploitation figure au chapitre {chapter:forms}.",
    ),
}
