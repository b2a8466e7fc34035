"""The registers of requests and of breaches, with their row security.

A team lead sees and writes the lines of the own organisation, the officer those of the country;
an officer of a Benelux body has no country and sees all. portal_system reads terms, no text.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import protection.pocket
from protection.rls import COUNTRY, ORGANISATION, ROLE, Policy, protect_table
from protection.tables import NewTables

KEEPS = (
    f"({ROLE} = 'team_lead' AND organisation_id = {ORGANISATION}) "
    f"OR ({ROLE} = 'dpo' AND {COUNTRY} IN ('', country))"
)

# The country of a line is that of its organisation, or an officer could not be trusted with it.
TRUE_COUNTRY = (
    "EXISTS (SELECT 1 FROM contacts_organisation o "
    "WHERE o.id = organisation_id AND o.country_id = country)"
)

LINKS = (
    f"{ROLE} = 'team_lead' AND organisation_id = {ORGANISATION} AND EXISTS (SELECT 1 "
    "FROM referrals_party p WHERE p.referral_id = rights_linkedreferral.referral_id "
    f"AND p.organisation_id = {ORGANISATION})"
)


def of_a_register(*, reads: str, updates: str) -> tuple[list[Policy], dict[str, str]]:
    policies = [
        Policy("app_sees", "portal_app", "SELECT", using=KEEPS),
        Policy("app_inserts", "portal_app", "INSERT", check=f"({KEEPS}) AND {TRUE_COUNTRY}"),
        Policy("app_updates", "portal_app", "UPDATE", using=KEEPS, check=KEEPS),
        Policy("system_all", "portal_system", "ALL", using="true", check="true"),
    ]
    return policies, {
        "portal_app": "SELECT, INSERT, UPDATE",
        "portal_system": f"SELECT ({reads}), UPDATE ({updates})",
    }

REQUESTS = of_a_register(
    reads="id, reference, organisation_id, country, state, due_on, extended_to, answered_on, "
    "reminded_at, reminded_late_at, forgotten_at, recorded_at",
    updates="reminded_at, reminded_late_at, details, explanation, forgotten_at",
)

BREACHES = of_a_register(
    reads="id, reference, organisation_id, country, discovered_at, risk, notified_at, closed_at, "
    "told_hours",
    updates="told_hours",
)

LINKED = (
    [
        Policy("app_sees", "portal_app", "SELECT", using=LINKS),
        Policy("app_inserts", "portal_app", "INSERT", check=LINKS),
    ],
    {"portal_app": "SELECT, INSERT"},
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contacts", "0001_initial"),
        ("referrals", "0001_initial"),
    ]

    operations = [
        NewTables([
            migrations.CreateModel(
                name='PersonRequest',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('reference', models.CharField(max_length=9, unique=True, verbose_name='reference')),
                    ('country', models.CharField(max_length=2)),
                    ('recorded_at', models.DateTimeField()),
                    ('kind', models.CharField(choices=[('access', 'Access: know what is held (art. 15)'), ('rectification', 'Correction (art. 16)'), ('erasure', 'Erasure (art. 17)'), ('restriction', 'Restriction of the use (art. 18)')], max_length=16, verbose_name='what is asked')),
                    ('received_on', models.DateField(verbose_name='received on')),
                    ('received_by', models.CharField(choices=[('in_person', 'In person'), ('phone', 'By phone'), ('mail', 'By mail or message'), ('letter', 'By letter'), ('representative', 'Through a lawyer, guardian or other representative')], max_length=16, verbose_name='how it came in')),
                    ('details', protection.pocket.SealedField(null=True)),
                    ('state', models.CharField(choices=[('received', 'Received'), ('checked', 'Identity checked'), ('decided', 'Decided'), ('answered', 'Answered')], default='received', max_length=12, verbose_name='state')),
                    ('due_on', models.DateField(verbose_name='to be answered by')),
                    ('extended_to', models.DateField(null=True)),
                    ('extension_reason', models.CharField(blank=True, choices=[('complex', 'The request is complex'), ('number', 'The person made several requests')], max_length=12, verbose_name='reason of the extension')),
                    ('extension_told_on', models.DateField(null=True, verbose_name='the person was told on')),
                    ('identity_check', models.CharField(blank=True, choices=[('known', 'A caseworker knows the person'), ('document', 'A document was shown (nothing of it is kept)'), ('safe_contact', 'Called back over the safe contact in the file'), ('mandate', 'The representative showed a mandate')], max_length=16, verbose_name='how the identity was checked')),
                    ('checked_at', models.DateTimeField(null=True)),
                    ('decision', models.CharField(blank=True, choices=[('granted', 'Granted'), ('partly', 'Granted in part'), ('refused', 'Refused')], max_length=12, verbose_name='decision')),
                    ('refusal', models.CharField(blank=True, choices=[('identity', 'The identity could not be established (art. 12(2))'), ('excessive', 'Manifestly unfounded or excessive (art. 12(5))'), ('others', 'The rights and freedoms of others (art. 15(4))'), ('legal_duty', 'A legal obligation or public task (art. 17(3)(b))'), ('claims', 'Needed for a legal claim (art. 17(3)(e))'), ('not_met', 'The conditions of the article are not met (art. 16 to 18)'), ('national_law', 'A restriction in national law (art. 23)'), ('not_held', 'Nothing is held on this person')], max_length=16, verbose_name='legal ground')),
                    ('explanation', protection.pocket.SealedField(null=True)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('answered_on', models.DateField(null=True, verbose_name='answered on')),
                    ('answered_by', models.CharField(blank=True, max_length=16, verbose_name='how it was answered')),
                    ('reminded_at', models.DateTimeField(null=True)),
                    ('reminded_late_at', models.DateTimeField(null=True)),
                    ('forgotten_at', models.DateTimeField(null=True)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation', verbose_name='organisation')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'request of a person',
                    'verbose_name_plural': 'requests of persons',
                    'ordering': ('-recorded_at', '-id'),
                    'indexes': [models.Index(fields=['organisation', '-recorded_at', '-id'], name='request_by_body'), models.Index(fields=['country', '-recorded_at', '-id'], name='request_by_country'), models.Index(condition=models.Q(('state', 'answered'), _negated=True), fields=['due_on'], name='request_due')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('extended_to__isnull', True), models.Q(models.Q(('extension_reason', ''), _negated=True), ('extension_told_on__lte', models.F('due_on'))), _connector='OR'), name='extension_was_told_in_time', violation_error_message='The person is told why before the first term is over.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['decided', 'answered']), _negated=True), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='decided_request_has_a_decision'), models.CheckConstraint(condition=models.Q(models.Q(('decision__in', ['refused', 'partly']), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='refusal_has_a_legal_ground', violation_error_message='A refusal names its legal ground.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), ('answered_on__isnull', False), _connector='OR'), name='answered_request_has_a_day')],
                },
            ),
            migrations.CreateModel(
                name='LinkedReferral',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('reference', models.CharField(max_length=9)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                    ('referral', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.referral')),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='rights.personrequest')),
                ],
                options={
                    'ordering': ('reference',),
                    'constraints': [models.UniqueConstraint(fields=('request', 'referral'), name='referral_linked_once')],
                },
            ),
            migrations.CreateModel(
                name='Breach',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('reference', models.CharField(max_length=9, unique=True, verbose_name='reference')),
                    ('country', models.CharField(max_length=2)),
                    ('recorded_at', models.DateTimeField()),
                    ('discovered_at', models.DateTimeField(verbose_name='discovered on')),
                    ('began_at', models.DateTimeField(null=True, verbose_name='happened from')),
                    ('due_at', models.DateTimeField(verbose_name='authority to be told by')),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('confidentiality', 'Somebody could see what they should not'), ('integrity', 'Something was changed wrongly'), ('availability', 'Something was lost or could not be reached')], max_length=16), blank=True, default=list, size=None)),
                    ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('identity', 'Identity or contact data'), ('whereabouts', 'Where the person is'), ('health', 'Health'), ('exploitation', 'The exploitation, or criminal proceedings'), ('residence', 'Residence and documents'), ('children', 'Data of children'), ('staff', 'Data of people who work with the portal')], max_length=16), blank=True, default=list, size=None)),
                    ('persons', models.PositiveIntegerField(null=True, verbose_name='number of persons')),
                    ('records', models.PositiveIntegerField(null=True, verbose_name='number of records')),
                    ('description', protection.pocket.SealedField(null=True)),
                    ('consequences', protection.pocket.SealedField(null=True)),
                    ('measures', protection.pocket.SealedField(null=True)),
                    ('risk', models.CharField(blank=True, choices=[('unlikely', 'Unlikely: the authority need not be told'), ('risk', 'A risk: the authority is told'), ('high', 'A high risk: the persons are told too')], max_length=12, verbose_name='risk for the persons')),
                    ('notified_at', models.DateTimeField(null=True, verbose_name='authority told on')),
                    ('authority_reference', models.CharField(blank=True, max_length=60, verbose_name='its reference')),
                    ('delay_reason', protection.pocket.SealedField(null=True)),
                    ('informed_on', models.DateField(null=True, verbose_name='persons told on')),
                    ('not_informed', models.CharField(blank=True, choices=[('unreadable', 'The data were encrypted and cannot be read'), ('averted', 'The high risk was taken away afterwards'), ('effort', 'Told by a public notice: reaching each would take too much')], max_length=12, verbose_name='why persons were not told')),
                    ('changed_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('told_hours', models.PositiveSmallIntegerField(default=0)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation', verbose_name='organisation')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'data breach',
                    'verbose_name_plural': 'data breaches',
                    'ordering': ('-discovered_at', '-id'),
                    'indexes': [models.Index(fields=['organisation', '-discovered_at', '-id'], name='breach_by_body'), models.Index(fields=['country', '-discovered_at', '-id'], name='breach_by_country'), models.Index(condition=models.Q(('closed_at__isnull', True), ('notified_at__isnull', True)), fields=['discovered_at'], name='breach_clock')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('notified_at__isnull', True), ('notified_at__gte', models.F('discovered_at')), _connector='OR'), name='told_after_it_was_discovered'), models.CheckConstraint(condition=models.Q(('notified_at__isnull', True), ('notified_at__lte', models.F('due_at')), ('delay_reason__isnull', False), _connector='OR'), name='late_notification_has_reasons', violation_error_message='After 72 hours the authority is told why it is late.'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('risk', 'unlikely'), ('notified_at__isnull', False), _connector='OR'), name='closed_breach_was_told_or_harmless', violation_error_message='It can be closed when the authority was told, or when a risk is unlikely.')],
                },
            ),
        ]),
        protect_table("rights_personrequest", *REQUESTS),
        protect_table("rights_breach", *BREACHES),
        protect_table("rights_linkedreferral", *LINKED),
    ]
