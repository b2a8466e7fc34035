"""French sentences of the progress report on the work around the referrals."""

from reports.wording import Text, Variants

WORK: dict[str, tuple[Text, ...]] = {
    "trainings": (
        "La déclaration d’intention demande des formations conjointes pour les partenaires de"
        " première ligne, spécialisés ou non. Le Comité de Ministres a annoncé un inventaire des"
        " besoins auprès du parquet, de la police et de l’inspection du travail, en s’inspirant des"
        " formations nationales existantes et des activités de CEPOL.",
        Variants(
            on="trainings.needs",
            zero="Aucun besoin de formation n’a été signalé au cours de la période considérée.",
            one="Un besoin de formation a été signalé au cours de la période considérée.",
            other="Au cours de la période considérée, {trainings.needs} besoins de formation ont"
            " été signalés. Le nombre de besoins satisfaits s’élève à {trainings.met} ; une"
            " formation est prévue pour {trainings.planned}, et {trainings.open|reste"
            " ouvert|restent ouverts}.",
            withheld="",
        ),
        Variants(
            on="trainings.held",
            zero="Aucune formation conjointe n’a été organisée au cours de la période considérée.",
            one="Une formation conjointe a été organisée, d’une durée de"
            " {trainings.half_days|demi-journée|demi-journées}. Le nombre de personnes formées"
            " s’élève à {trained.total}.",
            other="Au total, {trainings.held} formations conjointes ont été organisées, soit"
            " {trainings.half_days|demi-journée|demi-journées}. Le nombre de personnes formées"
            " s’élève à {trained.total}.",
            withheld="",
            missing="Le portail ne tient pas de chiffres sur les formations conjointes au cours de"
            " cette période.",
        ),
        Variants(
            on="evaluation.useful.answers",
            zero="",
            one="",
            other="Parmi les participants ayant répondu à l’issue,"
            " {evaluation.useful.good/evaluation.useful.answers:share} jugent la formation utile à"
            " leur travail.",
            withheld="",
        ),
    ),
    "practices": (
        "Les pays apprennent les uns des autres en décrivant de bonnes pratiques et en partageant"
        " des signaux et des tendances. Un signal est confirmé dès qu’un autre pays le reconnaît.",
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
            on="group.posted",
            zero="Aucun signal n’a été partagé.",
            one="Un signal a été partagé. Le nombre de signaux confirmés s’élève à"
            " {group.signals}.",
            other="Au total, {group.posted} signaux et tendances ont été partagés. Le nombre de"
            " signaux confirmés s’élève à {group.signals}.",
            withheld="",
        ),
    ),
    "instrument": (
        "Le groupe de travail ad hoc examine s’il est nécessaire d’élaborer un instrument juridique"
        " Benelux afin de développer la coopération et la coordination multidisciplinaires.",
        Variants(
            on="positions.total",
            zero="Aucun pays n’a encore communiqué de position.",
            one="Un pays a communiqué une position.",
            other="Le nombre de pays ayant communiqué une position s’élève à {positions.total} ; le"
            " tableau en donne la répartition à la fin de la période considérée.",
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
            zero="L’annuaire du portail ne mentionne aucune instance policière ou judiciaire.",
            one="L’annuaire du portail mentionne une instance policière ou judiciaire.",
            other="L’annuaire du portail mentionne {bodies.police_justice} instances policières et"
            " judiciaires.",
            withheld="",
        ),
        "Le portail ne tient pas de données sur les enquêtes pénales elles-mêmes.",
    ),
    "municipalities": (
        "Le Comité de Ministres juge important le rôle des communes dans la lutte contre la traite"
        " des êtres humains et voit dans le Benelux un moteur à cet égard.",
        Variants(
            on="bodies.municipality",
            zero="L’annuaire du portail ne mentionne encore aucune instance communale.",
            one="L’annuaire du portail mentionne une instance communale.",
            other="L’annuaire du portail mentionne {bodies.municipality} instances communales.",
            withheld="",
        ),
    ),
    "recommendations": (
        "L’Assemblée interparlementaire Benelux a adressé au Comité de Ministres des"
        " recommandations relatives à la traite des êtres humains. Le Comité a conseillé de les"
        " reprendre dans le programme de travail.",
        Variants(
            on="recommendations.total.recommendation",
            zero="Aucune recommandation n’est enregistrée dans le portail.",
            one="Une recommandation est enregistrée dans le portail, ainsi que"
            " {recommendations.total.programme|point|points} du programme de travail. Le tableau"
            " donne l’état de leur mise en œuvre.",
            other="Le portail compte {recommendations.total.recommendation} recommandations"
            " enregistrées, ainsi que {recommendations.total.programme|point|points} du programme"
            " de travail. Le tableau donne l’état de leur mise en œuvre.",
            withheld="",
        ),
    ),
    "partnerships": (
        "Le Comité de Ministres recherche des synergies entre organisations spécialisées et"
        " encourage la coopération eurégionale entre les centres d’accueil.",
        Variants(
            on="partnerships.total",
            zero="L’annuaire du portail ne mentionne encore aucun partenariat.",
            one="L’annuaire du portail mentionne un partenariat.",
            other="Le tableau compte la participation d’organisations de chaque pays à un"
            " partenariat en cours ; leur nombre total s’élève à {partnerships.total}.",
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
            " ont été comptés sur le portail.",
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
        Variants(
            on="gaps.total",
            zero="",
            one="Ce qui manquait dans la brochure d’information a été indiqué une fois.",
            other="Ce qui manquait le plus souvent dans la brochure d’information : {gaps:top}.",
            withheld="",
        ),
        Variants(
            on="trainings.open",
            zero="",
            one="Un besoin de formation reste ouvert.",
            other="Au total, {trainings.open} besoins de formation restent ouverts.",
            withheld="",
        ),
        Variants(
            on="freshness.total.stale",
            zero="",
            one="Les données d’une organisation de l’annuaire doivent être vérifiées à nouveau.",
            other="Les données de {freshness.total.stale} organisations de l’annuaire doivent être"
            " vérifiées à nouveau.",
            withheld="",
        ),
    ),
    "composition": (
        "Le groupe de travail ad hoc se compose, selon l’ordre du jour, de représentants des"
        " centres spécialisés, des autorités judiciaires, des services de police, d’immigration,"
        " d’intégration et d’inspection et des ministères concernés des trois pays. Il relève du"
        " groupe de travail Benelux « Traite des êtres humains », qui arrête le rapport.",
        Variants(
            on="group.meetings",
            zero="Aucune réunion n’est enregistrée dans le portail pour la période considérée.",
            one="Une réunion s’est tenue au cours de la période considérée. Le nombre de décisions"
            " s’élève à {group.decisions}.",
            other="Au cours de la période considérée, {group.meetings} réunions se sont tenues. Le"
            " nombre de décisions s’élève à {group.decisions}.",
            withheld="",
        ),
    ),
    "statistics": (
        "La ventilation suit celle de la statistique de l’UE sur la traite : organisation qui"
        " enregistre, sexe, mineur ou majeur et groupe de nationalité. La forme d’exploitation"
        " figure à la section {chapter:forms}.",
    ),
}

WAITING = {
    "task_practices": "Le groupe de travail ad hoc peut compléter cette partie par sa propre"
    " appréciation.",
    "task_trainings": "Le groupe de travail ad hoc peut compléter cette partie, y compris en ce qui"
    " concerne le lien avec les activités de formation de CEPOL.",
    "task_contacts": "Le groupe de travail ad hoc peut compléter cette partie par sa propre"
    " appréciation.",
    "task_mechanisms": "Le groupe de travail ad hoc peut compléter cette partie par sa propre"
    " appréciation.",
    "task_instrument": "Le groupe de travail ad hoc peut présenter ici le résultat de son examen.",
    "police": "Le groupe de travail ad hoc peut compléter cette partie.",
    "municipalities": "Le groupe de travail ad hoc peut compléter cette partie.",
    "bottlenecks": "Le groupe de travail ad hoc peut présenter ici ses propositions.",
}
