import django.db.models.deletion
import tequio.decide.electorates.models
import tequio.ground.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0004_discussion'),
        ('ground', '0007_self_descriptions'),
        ('ground', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ('budget', models.BigIntegerField()),
                ('zone', models.CharField(max_length=40)),
                ('chain', models.BinaryField(max_length=16, unique=True)),
                ('chain_mac', models.BinaryField(max_length=16)),
                ('turn', models.PositiveIntegerField()),
                ('salt', models.BinaryField(max_length=16)),
                ('choices', models.BinaryField()),
                ('mac', models.BinaryField(max_length=16)),
                ('annulled', models.CharField(blank=True, max_length=20)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField(default=dict, help_text='Language to name.')),
                ('slug', models.SlugField(max_length=60)),
                ('about', models.JSONField(default=dict, help_text='Language to what the edition is about, in Markdown.')),
                ('stage', models.CharField(choices=[('informing', 'Informing'), ('accepting', 'Accepting proposals'), ('reviewing', 'Reviewing'), ('selecting', 'Selecting'), ('valuating', 'Valuating'), ('publishing', 'Publishing prices'), ('balloting', 'Balloting'), ('counting', 'Counting'), ('finished', 'Finished')], default='informing', max_length=12)),
                ('currency', models.CharField(max_length=3)),
                ('amount', models.BigIntegerField(help_text='The envelope.')),
                ('base', models.BigIntegerField(help_text='The investment budget that it is a share of.', null=True)),
                ('share', models.PositiveIntegerField(help_text='In hundredths of a percent: 500 is 5%.', null=True)),
                ('legal_basis', models.TextField(blank=True)),
                ('time_zone', models.CharField(default='UTC', max_length=64)),
                ('support_threshold', models.PositiveIntegerField(default=0, help_text='Supports that a proposal needs to go on.')),
                ('supports_each', models.PositiveIntegerField(help_text='How many proposals one person may support.', null=True)),
                ('other_zones', models.PositiveSmallIntegerField(default=0, help_text="Zones beside one's own to vote in: 0 or 1.")),
                ('ties', models.CharField(default='cheapest', max_length=10)),
                ('tie_seed', models.CharField(blank=True, help_text='Public seed of a drawn order.', max_length=200)),
                ('withdrawn_counts', models.BooleanField(default=False, help_text='Whether a project withdrawn in mid-vote may win.')),
                ('hold', models.PositiveSmallIntegerField(default=30, help_text='Ballots that always wait to be logged.')),
                ('join_check', models.BinaryField(help_text="Of the frozen vote's join key.", max_length=32, null=True)),
                ('origin', models.CharField(blank=True, help_text='Where a past edition came from.', max_length=200)),
                ('grouping', models.CharField(default='each', help_text='Which allocations are counted together.', max_length=8)),
                ('counting', models.JSONField(default=dict, help_text='Ballot and rule of contests that have none of their own.')),
                ('opened', models.DateTimeField(help_text='Since when everybody sees it; null while it is set up.', null=True)),
                ('moved', models.DateTimeField(help_text='When it last entered a phase.', null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budgets', to='ground.space')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('space', 'slug'), name='budget_slug_once'), models.CheckConstraint(condition=models.Q(('stage__in', ('informing', 'accepting', 'reviewing', 'selecting', 'valuating', 'publishing', 'balloting', 'counting', 'finished'))), name='budget_stage_known'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='budget_amount_positive'), models.CheckConstraint(condition=models.Q(models.Q(('base', None), ('share', None)), models.Q(('base__gte', models.F('amount')), ('share__range', (1, 10000))), _connector='OR'), name='budget_share_whole'), models.CheckConstraint(condition=models.Q(('ties__in', ('cheapest', 'listed', 'drawn'))), name='budget_ties_known'), models.CheckConstraint(condition=models.Q(models.Q(('ties', 'drawn'), _negated=True), models.Q(('tie_seed', ''), _negated=True), _connector='OR'), name='budget_drawn_by_seed'), models.CheckConstraint(condition=models.Q(('other_zones__in', [0, 1])), name='budget_other_zones_known'), models.CheckConstraint(condition=models.Q(('hold__range', (1, 1000))), name='budget_hold_known'), models.CheckConstraint(condition=models.Q(('grouping__in', ('each', 'zone', 'heading', 'all', 'own'))), name='budget_grouping_known'), models.CheckConstraint(condition=models.Q(('stage', 'informing'), ('opened__isnull', False), _connector='OR'), name='budget_open_when_begun'), models.CheckConstraint(condition=models.Q(models.Q(('stage__in', frozenset(['balloting', 'counting', 'finished'])), _negated=True), ('join_check__isnull', False), models.Q(('origin', ''), _negated=True), _connector='OR'), name='budget_votes_when_frozen')],
            },
        ),
        migrations.CreateModel(
            name='BallotFile',
            fields=[
                ('budget', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='ballot_file', serialize=False, to='decide.budget')),
                ('file', models.FileField(max_length=200, upload_to='budgets')),
                ('name', models.CharField(help_text='As it was called where it came from.', max_length=200)),
                ('sha256', models.BinaryField(max_length=32)),
                ('meta', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('file', ''), _negated=True), name='ballot_file_is_kept')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Bundle',
            fields=[
                ('budget', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='bundle', serialize=False, to='decide.budget')),
                ('sha256', models.BinaryField(help_text='Of bundle.json.', max_length=32)),
                ('published', models.DateField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('size', models.PositiveIntegerField()),
                ('note', models.TextField()),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checkpoints', to='decide.budget')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('budget', 'number'), name='checkpoint_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField(default=dict, help_text='Language to name.')),
                ('key', models.SlugField(max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('format', models.CharField(default='approval', max_length=12)),
                ('least', models.PositiveIntegerField(default=1)),
                ('most', models.PositiveIntegerField(default=5)),
                ('points', models.PositiveIntegerField(default=0)),
                ('each', models.PositiveIntegerField(default=0)),
                ('rule', models.CharField(default='greedy', max_length=20)),
                ('utility', models.CharField(default='none', max_length=12)),
                ('completion', models.CharField(default='none', max_length=20)),
                ('step', models.BigIntegerField(default=0)),
                ('comparison', models.CharField(default='none', max_length=10)),
                ('scores', models.CharField(default='none', max_length=15)),
                ('threshold', models.PositiveIntegerField(default=1, help_text='Score that a project needs to win.')),
                ('incompatible_together', models.BooleanField(default=False)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contests', to='decide.budget')),
            ],
            options={
                'ordering': ['position', 'key'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('budget', 'key'), name='contest_once'), models.CheckConstraint(condition=models.Q(('format__in', ('approval', 'knapsack', 'ranking', 'cumulative'))), name='contest_format_known'), models.CheckConstraint(condition=models.Q(('rule__in', ('greedy', 'greedy-no-skip', 'greedy-80', 'votes-per-cost', 'knapsack', 'equal-shares', 'phragmen'))), name='contest_rule_known'), models.CheckConstraint(condition=models.Q(('least__lte', models.F('most')), ('most__gte', 1)), name='contest_limits_fit'), models.CheckConstraint(condition=models.Q(models.Q(('format', 'cumulative'), _negated=True), models.Q(('each__gte', 1), ('each__lte', models.F('points')), ('points__gte', 1)), _connector='OR'), name='contest_points_fit')],
            },
        ),
        migrations.CreateModel(
            name='Electorate',
            fields=[
                ('budget', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='electorate', serialize=False, to='decide.budget')),
                ('words', models.JSONField(default=dict, help_text='Language to the rules in words.')),
                ('least_age', models.PositiveSmallIntegerField(default=16)),
                ('bonds', models.JSONField(default=tequio.decide.electorates.models.lives, help_text='What ties somebody to a zone: lives, works, studies.')),
                ('by_census', models.BooleanField(default=False, help_text="One's census number, as the file has it.")),
                ('by_code', models.BooleanField(default=True, help_text='A code, printed or sent.')),
                ('by_officer', models.BooleanField(default=True, help_text='An officer who knows the person.')),
                ('asks', models.JSONField(default=tequio.decide.electorates.models.number_and_birth, help_text='What a census voter types: number, birth, name.')),
                ('settled', models.BooleanField(default=False, help_text='Whether the roll is settled: nothing of it changes any more.')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('by_code', True), ('by_officer', True), _connector='OR'), name='electorate_without_papers')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Freeze',
            fields=[
                ('budget', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='freeze', serialize=False, to='decide.budget')),
                ('body', models.BinaryField()),
                ('sha256', models.BinaryField(max_length=32, unique=True)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Heading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField(default=dict, help_text='Language to name.')),
                ('key', models.SlugField(max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='headings', to='decide.budget')),
            ],
            options={
                'ordering': ['position', 'key'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('budget', 'key'), name='heading_once')],
            },
        ),
        migrations.CreateModel(
            name='Intrusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('facts', models.JSONField(default=dict)),
                ('chain', models.BinaryField(max_length=16, null=True)),
                ('decision', models.CharField(blank=True, help_text='altered, no-entry; empty: not decided.', max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intrusions', to='decide.budget')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('decision', ''), models.Q(('decision__in', ['altered', 'no-entry']), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='intrusion_decided_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('freeze', 'Freeze'), ('ballot', 'Ballot'), ('withdrawal', 'Withdrawal'), ('bundle', 'Bundle')], max_length=10)),
                ('hash', models.BinaryField(max_length=32)),
                ('chain', models.BinaryField(max_length=16, null=True)),
                ('turn', models.PositiveIntegerField(null=True)),
                ('commit', models.BinaryField(max_length=32, null=True)),
                ('line', models.BinaryField(null=True)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to='decide.budget')),
            ],
            options={
                'verbose_name_plural': 'leaves',
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('budget', 'position'), name='leaf_position_once'), models.UniqueConstraint(fields=('chain', 'turn'), name='leaf_state_once'), models.CheckConstraint(condition=models.Q(models.Q(('chain__isnull', False), ('commit__isnull', False), ('kind', 'ballot'), ('line', None), ('turn__gte', 1)), models.Q(('chain', None), ('commit', None), ('kind', 'withdrawal'), ('line__isnull', False), ('turn', None)), models.Q(('chain', None), ('commit', None), ('kind__in', ['freeze', 'bundle']), ('line', None), ('turn', None)), _connector='OR'), name='leaf_whole')],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('code', models.BigIntegerField()),
                ('line', models.BinaryField()),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='decide.budget')),
            ],
            options={
                'indexes': [models.Index(fields=['budget', 'code'], name='opening_by_code')],
                'constraints': [models.UniqueConstraint(fields=('budget', 'position'), name='opening_once')],
            },
        ),
        migrations.CreateModel(
            name='Phase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=[('informing', 'Informing'), ('accepting', 'Accepting proposals'), ('reviewing', 'Reviewing'), ('selecting', 'Selecting'), ('valuating', 'Valuating'), ('publishing', 'Publishing prices'), ('balloting', 'Balloting'), ('counting', 'Counting'), ('finished', 'Finished')], max_length=12)),
                ('begins', models.DateTimeField()),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='decide.budget')),
            ],
            options={
                'ordering': ['begins'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('budget', 'key'), name='phase_once'), models.CheckConstraint(condition=models.Q(('key__in', ('informing', 'accepting', 'reviewing', 'selecting', 'valuating', 'publishing', 'balloting', 'counting', 'finished'))), name='phase_known')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contest', models.CharField(help_text='Its key.', max_length=64)),
                ('position', models.PositiveIntegerField(default=0, help_text='Its place among the contests.')),
                ('form', models.JSONField()),
                ('told', models.JSONField(default=dict)),
                ('projects', models.JSONField(default=list, help_text='Read by the page of one contest alone.')),
                ('beside', models.JSONField(default=list)),
                ('official', models.JSONField(help_text='Winners as the city published them, of a past edition.', null=True)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='decide.budget')),
            ],
            options={
                'ordering': ['position', 'contest'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('budget', 'contest'), name='result_once')],
            },
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('budget', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='settlement', serialize=False, to='decide.budget')),
                ('step', models.CharField(choices=[('closed', 'Closed'), ('settled', 'Settled'), ('destroyed', 'Destroyed'), ('opened', 'Opened'), ('published', 'Published')], default='closed', max_length=10)),
                ('roll', models.BinaryField(help_text='roll.json, written when the roll is settled.', null=True)),
                ('erased', models.DateField(help_text='When the roll and the last keys went.', null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ['closed', 'settled', 'destroyed', 'opened', 'published'])), name='settlement_step_known'), models.CheckConstraint(condition=models.Q(('step', 'closed'), ('roll__isnull', False), _connector='OR'), name='settlement_has_roll'), models.CheckConstraint(condition=models.Q(('erased', None), ('step', 'published'), _connector='OR'), name='settlement_erased_at_last')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=30)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('stopped', 'Stopped'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('said', models.JSONField(default=dict, help_text="What came of it: counts, or a refusal's code and facts.")),
                ('began', models.DateTimeField(auto_now_add=True)),
                ('changed', models.DateTimeField(auto_now=True)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='works', to='decide.budget')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('budget', 'what'), name='work_one_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'stopped', 'failed'])), name='work_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Zone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField(default=dict, help_text='Language to name.')),
                ('key', models.SlugField(max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='zones', to='decide.budget')),
                ('territory', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ground.territory')),
            ],
            options={
                'ordering': ['position', 'key'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('budget', 'key'), name='zone_once')],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField()),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allocations', to='decide.budget')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='decide.contest')),
                ('heading', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='decide.heading')),
                ('zone', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='decide.zone')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='allocation_positive'), models.UniqueConstraint(fields=('budget', 'zone', 'heading'), name='allocation_once'), models.UniqueConstraint(condition=models.Q(('heading', None)), fields=('budget', 'zone'), name='allocation_once_in_zone'), models.UniqueConstraint(condition=models.Q(('zone', None)), fields=('budget', 'heading'), name='allocation_once_for_heading'), models.UniqueConstraint(condition=models.Q(('heading', None), ('zone', None)), fields=('budget',), name='allocation_once_for_all')],
            },
        ),
        migrations.CreateModel(
            name='CensusLine',
            fields=[
                ('id', models.BinaryField(default=tequio.decide.electorates.models.new_entry_id, max_length=16, primary_key=True, serialize=False)),
                ('person_key', models.BinaryField(max_length=32)),
                ('proof', models.BinaryField(max_length=32, null=True)),
                ('name_key', models.BinaryField(max_length=32, null=True)),
                ('work', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='decide.work')),
                ('zone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='decide.zone')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('work', 'person_key'), name='census_line_once')],
            },
        ),
        migrations.CreateModel(
            name='Destruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settlement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='destructions', to='decide.settlement')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('settlement', 'person'), name='destruction_two_people')],
            },
        ),
        migrations.CreateModel(
            name='RollEntry',
            fields=[
                ('id', models.BinaryField(default=tequio.decide.electorates.models.new_entry_id, max_length=16, primary_key=True, serialize=False)),
                ('person_key', models.BinaryField(max_length=32)),
                ('proof', models.BinaryField(help_text='Keyed hash of what a census voter types beside the number.', max_length=32, null=True)),
                ('name_key', models.BinaryField(help_text='Keyed hash of name and birth, so that nobody is entered twice.', max_length=32, null=True)),
                ('way', models.CharField(default='census', max_length=10)),
                ('channel', models.CharField(default='web', max_length=10)),
                ('struck', models.CharField(blank=True, max_length=20)),
                ('voted_on', models.DateField(help_text='Set by night, never by the cast.', null=True)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roll', to='decide.budget')),
                ('zone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roll', to='decide.zone')),
            ],
            options={
                'indexes': [models.Index(fields=['budget', 'name_key'], name='roll_by_name')],
                'constraints': [models.UniqueConstraint(fields=('budget', 'person_key'), name='roll_one_person'), models.CheckConstraint(condition=models.Q(('struck__in', ['', 'not-entitled', 'other-channel', 'twice'])), name='roll_struck_known'), models.CheckConstraint(condition=models.Q(('way__in', ('census', 'officer'))), name='roll_way_known'), models.CheckConstraint(condition=models.Q(('channel__in', ('web',))), name='roll_channel_known'), models.CheckConstraint(condition=models.Q(models.Q(('proof', None), ('way', 'officer')), ('way', 'census'), _connector='OR'), name='roll_proof_of_census')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='By which the person finds it again.', max_length=20, unique=True)),
                ('words', models.TextField()),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('made', models.DateTimeField(default=tequio.ground.clock.now)),
                ('outcome', models.CharField(choices=[('waiting', 'Waiting'), ('accepted', 'Accepted'), ('refused', 'Refused')], default='waiting', max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('decided', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='decide.budget')),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appeals', to='decide.rollentry')),
                ('zone', models.ForeignKey(help_text='As the person says.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='decide.zone')),
            ],
            options={
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided', None), ('outcome', 'waiting')), models.Q(('decided__isnull', False), ('outcome__in', ['accepted', 'refused']), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='appeal_waits_or_is_decided')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='proposal', serialize=False, to='catalogue.record')),
                ('stage', models.CharField(choices=[('proposed', 'Proposed'), ('rejected', 'Not admitted'), ('selected', 'Going on'), ('feasible', 'Feasible'), ('unfeasible', 'Not feasible'), ('on-ballot', 'On the ballot'), ('won', 'Chosen'), ('lost', 'Not chosen'), ('merged', 'Joined with another'), ('withdrawn', 'Taken back')], default='proposed', max_length=12)),
                ('key', models.CharField(help_text='Its id on the ballot: p12.', max_length=64)),
                ('supports', models.PositiveIntegerField(default=0)),
                ('price', models.BigIntegerField(null=True)),
                ('running_costs', models.BigIntegerField(help_text='A year.', null=True)),
                ('admitted', models.DateTimeField(help_text='Reviewed and let on by an officer.', null=True)),
                ('reason', models.TextField(blank=True, help_text='Why it was not admitted, for everybody to read.')),
                ('for_somebody', models.BooleanField(default=False, help_text='Typed in by an officer for somebody at the desk.')),
                ('allocation', models.ForeignKey(help_text='Its zone and heading.', on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='decide.allocation')),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='decide.budget')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='decide.proposal')),
            ],
            options={
                'indexes': [models.Index(fields=['budget', 'stage'], name='proposal_of_budget')],
                'constraints': [models.UniqueConstraint(fields=('budget', 'key'), name='proposal_key_once'), models.CheckConstraint(condition=models.Q(('stage__in', ('proposed', 'rejected', 'selected', 'feasible', 'unfeasible', 'on-ballot', 'won', 'lost', 'merged', 'withdrawn'))), name='proposal_stage_known'), models.CheckConstraint(condition=models.Q(models.Q(('stage__in', frozenset(['feasible', 'lost', 'on-ballot', 'won'])), _negated=True), ('price__isnull', False), _connector='OR'), name='proposal_priced'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'rejected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='proposal_rejected_with_reason'), models.CheckConstraint(condition=models.Q(('price', None), ('price__gte', 0), _connector='OR'), name='proposal_price_positive'), models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('stage', 'merged')), models.Q(models.Q(('stage', 'merged'), _negated=True), ('merged_into', None)), _connector='OR'), name='proposal_merged_into_one'), models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('record')), _negated=True), _connector='OR'), name='proposal_not_into_itself')],
            },
        ),
        migrations.CreateModel(
            name='VotingCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.BinaryField(max_length=32)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='decide.budget')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='code', to='decide.rollentry')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('budget', 'digest'), name='code_once')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.JSONField(help_text='Language to words.')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='official', to='decide.proposal')),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='CoAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.DateTimeField(auto_now_add=True)),
                ('accepted', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coauthored', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coauthors', to='decide.proposal')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'person'), name='coauthor_once')],
            },
        ),
        migrations.CreateModel(
            name='Incompatible',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(blank=True)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='incompatible', to='decide.budget')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='decide.proposal')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='decide.proposal')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='incompatible_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='incompatible_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(blank=True)),
                ('asked', models.DateTimeField(auto_now_add=True)),
                ('source_consents', models.DateTimeField(null=True)),
                ('target_consents', models.DateTimeField(null=True)),
                ('outcome', models.CharField(choices=[('waiting', 'Waiting'), ('accepted', 'Accepted'), ('declined', 'Declined')], default='waiting', max_length=10)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='decide.proposal')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_into', to='decide.proposal')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', 'waiting')), fields=('source',), name='merge_one_waiting'), models.CheckConstraint(condition=models.Q(('outcome__in', ['waiting', 'accepted', 'declined'])), name='merge_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'accepted'), _negated=True), models.Q(('source_consents__isnull', False), ('target_consents__isnull', False)), _connector='OR'), name='merge_with_consent'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='merge_two')],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supporters', to='decide.proposal')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'person'), name='support_once')],
            },
        ),
        migrations.CreateModel(
            name='Valuation',
            fields=[
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='valuation', serialize=False, to='decide.proposal')),
                ('feasible', models.BooleanField(null=True)),
                ('explanation', models.JSONField(default=dict, help_text='Language to words, published.')),
                ('parts', models.JSONField(default=list)),
                ('running_costs', models.BigIntegerField(help_text='A year.', null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('announced', models.DateTimeField(help_text='When the author was told of a no to come.', null=True)),
                ('reply_until', models.DateTimeField(null=True)),
                ('reply', models.TextField(blank=True)),
                ('replied', models.DateTimeField(null=True)),
                ('answer', models.JSONField(default=dict, help_text='Language to words, published.')),
                ('decided', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided', None), models.Q(('feasible__isnull', False), models.Q(('explanation', {}), _negated=True)), _connector='OR'), name='valuation_decided_with_reason'), models.CheckConstraint(condition=models.Q(('decided', None), ('feasible', False), models.Q(('parts', []), _negated=True), _connector='OR'), name='valuation_feasible_with_price'), models.CheckConstraint(condition=models.Q(models.Q(('announced', None), ('reply_until', None)), models.Q(('announced__isnull', False), ('feasible', False), ('feasible__isnull', False), ('reply_until__gt', models.F('announced')), ('reply_until__isnull', False)), _connector='OR'), name='valuation_announced_with_time'), models.CheckConstraint(condition=models.Q(models.Q(('replied', None), ('reply', '')), models.Q(('announced__isnull', False), ('replied__isnull', False), ('replied__gte', models.F('announced')), ('replied__lt', models.F('reply_until')), models.Q(('reply', ''), _negated=True)), _connector='OR'), name='valuation_replied_in_time'), models.CheckConstraint(condition=models.Q(('decided', None), ('feasible', True), ('replied__isnull', False), models.Q(('reply_until__isnull', False), ('reply_until__lte', models.F('decided'))), _connector='OR'), name='valuation_author_heard'), models.CheckConstraint(condition=models.Q(('decided', None), ('replied', None), models.Q(('answer', {}), _negated=True), _connector='OR'), name='valuation_reply_answered'), models.CheckConstraint(condition=models.Q(('running_costs', None), ('running_costs__gte', 0), _connector='OR'), name='valuation_running_costs_positive')],
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('before', models.JSONField(help_text='What it said until then.')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('valuation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reopenings', to='decide.valuation')),
            ],
            options={
                'ordering': ['at', 'id'],
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reopening_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Valuator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assigned', models.DateTimeField(auto_now_add=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='valuations', to=settings.AUTH_USER_MODEL)),
                ('valuation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='valuators', to='decide.valuation')),
            ],
            options={
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('valuation', 'person'), name='valuator_once')],
            },
        ),
    ]
