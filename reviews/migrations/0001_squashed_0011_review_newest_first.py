import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import factcheck.creating_tables
import factcheck.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
import reviews.models.fact_check
import reviews.models.policy
import reviews.models.random_ids
import reviews.models.review
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a new desk begins with: the tables as 0011 leaves them. A desk that is older has come there step by step."""

    replaces = [('reviews', '0001_initial'), ('reviews', '0002_reviews_say_when_they_are_revealed'), ('reviews', '0003_words_change'), ('reviews', '0004_order_is_policy'), ('reviews', '0005_evidence_files'), ('reviews', '0006_comments_and_notices'), ('reviews', '0007_experts_and_mail'), ('reviews', '0008_leases_follow_and_disclose'), ('reviews', '0009_served_to_a_reviewer'), ('reviews', '0010_adjudication'), ('reviews', '0011_review_newest_first')]

    initial = True

    dependencies = [
        ('factcheck', '0001_squashed_0015_claim_most_worthy_first'),
        ('factcheck', '__first__'),
    ]

    operations = [
        factcheck.creating_tables.CreateTables(
            operations=[
                migrations.CreateModel(
                    name='RatingScale',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.SlugField(verbose_name='key')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('description', models.TextField(blank=True, verbose_name='description')),
                        ('ordered', models.BooleanField(help_text='Ratings are steps from false to true.', verbose_name='ordered')),
                        ('is_default', models.BooleanField(default=False, verbose_name='default')),
                    ],
                    options={
                        'verbose_name': 'rating scale',
                        'verbose_name_plural': 'rating scales',
                        'constraints': [models.UniqueConstraint(fields=('key', 'version'), name='rating_scale_version_once'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='rating_scale_default_is_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Rating',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('scale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='reviews.ratingscale')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                        ('key', models.SlugField(verbose_name='key')),
                        ('label', models.CharField(max_length=80, verbose_name='label')),
                        ('value', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='value')),
                        ('meaning', models.TextField(verbose_name='meaning')),
                        ('example', models.TextField(blank=True, verbose_name='example')),
                        ('requires_finding', models.BooleanField(default=False, verbose_name='requires a finding')),
                        ('publishable', models.BooleanField(default=True, verbose_name='publishable')),
                    ],
                    options={
                        'verbose_name': 'rating',
                        'verbose_name_plural': 'ratings',
                        'ordering': ['scale_id', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('scale', 'key'), name='rating_key_once_a_scale'), models.UniqueConstraint(fields=('scale', 'position'), name='rating_position_once_a_scale'), models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__gte', 1), _connector='OR'), name='rating_value_from_1')],
                    },
                ),
                migrations.CreateModel(
                    name='ConflictOfInterest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts_of_interest', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                        ('publisher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factcheck.publisher', verbose_name='publisher')),
                        ('claimant', models.CharField(blank=True, help_text='As the desk names them; case does not matter.', max_length=200, verbose_name='claimant')),
                        ('payload', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='conflict_of_interest', to='factcheck.payload')),
                        ('declared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='declared by')),
                        ('declared_at', models.DateTimeField(auto_now_add=True, verbose_name='declared at')),
                        ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                    ],
                    options={
                        'verbose_name': 'conflict of interest',
                        'verbose_name_plural': 'conflicts of interest',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('claimant', ''), ('publisher__isnull', False)), models.Q(('publisher__isnull', True), models.Q(('claimant', ''), _negated=True)), _connector='OR'), name='conflict_with_a_publisher_or_a_claimant'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('publisher__isnull', False)), fields=('user', 'publisher'), name='conflict_declared_once_a_publisher'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('publisher__isnull', True)), fields=('user', 'claimant'), name='conflict_declared_once_a_claimant')],
                    },
                ),
                migrations.CreateModel(
                    name='MailPreference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail_preference', to=settings.AUTH_USER_MODEL)),
                        ('when', models.CharField(choices=[('off', 'never'), ('daily', 'once a day'), ('soon', 'soon, at most every quarter of an hour')], default='off', max_length=8, verbose_name='when')),
                        ('hour', models.PositiveSmallIntegerField(default=8, help_text="0 to 23, in the user's time zone.", verbose_name='hour')),
                        ('next_at', models.DateTimeField(help_text='Not before; null: never.', null=True)),
                    ],
                    options={
                        'verbose_name': 'mail preference',
                        'verbose_name_plural': 'mail preferences',
                        'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='mail_preference_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('hour__lte', 23)), name='mail_preference_hour_of_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('next_at__isnull', True), ('when', 'off')), models.Q(models.Q(('when', 'off'), _negated=True), ('next_at__isnull', False)), _connector='OR'), name='mail_preference_dated_unless_off')],
                    },
                ),
                migrations.CreateModel(
                    name='MailDigest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mail_digests', to=settings.AUTH_USER_MODEL)),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('dropped', 'dropped: nothing was left to tell'), ('failed', 'failed')], default='waiting', max_length=8, verbose_name='state')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                        ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('error', models.CharField(blank=True, max_length=300, verbose_name='error')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='put together at')),
                        ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                    ],
                    options={
                        'verbose_name': 'mail',
                        'verbose_name_plural': 'mails',
                        'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['next_attempt_at'], name='mail_digest_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['waiting', 'sending'])), models.Q(models.Q(('state__in', ['waiting', 'sending']), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='mail_digest_ended_iff_at_rest')],
                    },
                ),
                migrations.CreateModel(
                    name='Policy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('desk', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='policy', to='factcheck.desk')),
                        ('scale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reviews.ratingscale', verbose_name='rating scale')),
                        ('required_verdicts', models.PositiveSmallIntegerField(default=1, verbose_name='verdicts a review wants')),
                        ('lease_minutes', models.PositiveSmallIntegerField(default=20, verbose_name='minutes a lease lasts')),
                        ('undo_seconds', models.PositiveSmallIntegerField(default=30, verbose_name='seconds to undo a verdict')),
                        ('max_open_leases', models.PositiveSmallIntegerField(default=5, verbose_name='leases a reviewer may hold')),
                        ('auto_accept_score', models.FloatField(blank=True, help_text='0 to 1; empty: an editor sees all.', null=True, verbose_name='skip triage from this score')),
                        ('neighbours', models.CharField(choices=[('dispute', 'an adjudicator rules'), ('editor_picks', 'an editor picks one of the given')], default='dispute', help_text='On an ordered scale, where reviewers are one step apart.', max_length=16, verbose_name='ratings next to each other')),
                        ('third_verdict', models.BooleanField(default=False, help_text='Two of three then decide; nobody can tell that a third was asked.', verbose_name='third reviewer where two differ')),
                        ('show_pair_agreement', models.BooleanField(default=False, help_text="To the desk's head, and to the two themselves.", verbose_name='show agreement by pair of reviewers')),
                        ('author_may_approve', models.BooleanField(default=False, help_text='For a newsroom of one; the fact check says so.', verbose_name='an author may approve their fact check')),
                        ('triager_may_review', models.BooleanField(default=False, help_text='For a newsroom of one. The outcome then says so.', verbose_name='whoever triaged may review')),
                        ('skip_means', models.CharField(choices=[('for_others', 'others get it; not the one who skips, in this round'), ('not_for_me', 'never again for the one who skips, in any round'), ('for_nobody', 'nobody gets it until an editor has looked')], default='for_others', max_length=12, verbose_name='a skipped review')),
                        ('score_weight', models.PositiveSmallIntegerField(default=100, validators=[django.core.validators.MaxValueValidator(250)], verbose_name='weight of check-worthiness')),
                        ('demand_weight', models.PositiveSmallIntegerField(default=100, help_text='How many independent outlets carry the claim; eleven count in full.', validators=[django.core.validators.MaxValueValidator(250)], verbose_name='weight of demand')),
                        ('due_weight', models.PositiveSmallIntegerField(default=200, help_text='Counts once the due date is near, and half as much again when it has passed.', validators=[django.core.validators.MaxValueValidator(250)], verbose_name='weight of a due date')),
                        ('due_window_hours', models.PositiveSmallIntegerField(default=24, help_text='From then on the due date counts.', validators=[django.core.validators.MaxValueValidator(8760)], verbose_name='hours before it is due')),
                        ('factor_weights', models.JSONField(blank=True, default=dict, validators=[reviews.models.policy.check_factor_weights], verbose_name='multipliers of the reasons')),
                        ('rerank_from', models.BigIntegerField(default=0, editable=False, null=True)),
                        ('experts_heard_at_once', models.BooleanField(default=True, help_text="Off: it waits for the reveal, as colleagues' comments do.", verbose_name="an expert's answer is read at once")),
                    ],
                    options={
                        'verbose_name': 'policy',
                        'verbose_name_plural': 'policies',
                        'constraints': [models.CheckConstraint(condition=models.Q(('required_verdicts__gte', 1), ('required_verdicts__lte', 3)), name='policy_verdicts_1_to_3'), models.CheckConstraint(condition=models.Q(('third_verdict', False), ('required_verdicts', 2), _connector='OR'), name='policy_third_verdict_after_two', violation_error_message='A third reviewer is asked only where a review wants 2 verdicts.'), models.CheckConstraint(condition=models.Q(('lease_minutes__gte', 1)), name='policy_lease_at_least_a_minute'), models.CheckConstraint(condition=models.Q(('max_open_leases__gte', 1)), name='policy_at_least_one_lease'), models.CheckConstraint(condition=models.Q(('auto_accept_score__isnull', True), models.Q(('auto_accept_score__gte', 0), ('auto_accept_score__lte', 1)), _connector='OR'), name='policy_score_is_a_share'), models.CheckConstraint(condition=models.Q(('demand_weight__lte', 250), ('due_weight__lte', 250), ('score_weight__lte', 250)), name='policy_weights_below_priority')],
                    },
                ),
                migrations.CreateModel(
                    name='QueueMark',
                    fields=[
                        ('reviewer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                        ('negated_rank', models.FloatField()),
                        ('review_id', models.BigIntegerField()),
                        ('set_at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='Review',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='factcheck.desk')),
                        ('claim', models.OneToOneField(help_text='The sighting that stands for all.', on_delete=django.db.models.deletion.PROTECT, related_name='led_review', to='factcheck.claim')),
                        ('scale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='reviews.ratingscale')),
                        ('state', models.CharField(choices=[('triage', 'triage'), ('open', 'open'), ('on_hold', 'on hold'), ('disputed', 'disputed'), ('decided', 'decided'), ('dismissed', 'dismissed'), ('merged', 'merged')], default='triage', editable=False, max_length=16, verbose_name='state')),
                        ('state_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
                        ('reveal_at', models.DateTimeField(editable=False, null=True)),
                        ('round', models.PositiveIntegerField(default=1, editable=False, verbose_name='round')),
                        ('blind_from_round', models.PositiveIntegerField(default=1, editable=False)),
                        ('claim_revision', models.PositiveIntegerField(default=1, editable=False, help_text='Moves when claim, span or scale change, never with a lease or verdict.')),
                        ('required_verdicts', models.PositiveSmallIntegerField(default=1, verbose_name='verdicts wanted')),
                        ('extra_slots', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('free_slots', models.SmallIntegerField(default=0, editable=False)),
                        ('earliest_lease_expiry', models.DateTimeField(editable=False, null=True)),
                        ('priority', models.SmallIntegerField(default=0, help_text='Higher comes first.', verbose_name='priority')),
                        ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='due')),
                        ('rank', models.FloatField(default=0, editable=False)),
                        ('rank_changes_at', models.DateTimeField(editable=False, null=True)),
                        ('demand', models.PositiveIntegerField(default=1, editable=False, verbose_name='demand')),
                        ('triaged_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='triaged_reviews', to=settings.AUTH_USER_MODEL)),
                        ('dispute_kind', models.CharField(blank=True, choices=[('differ', 'the reviewers differ'), ('neighbours', 'one step apart')], editable=False, max_length=16, verbose_name='dispute')),
                        ('reason', models.CharField(blank=True, editable=False, help_text='Why it is where it is.', max_length=500, verbose_name='reason')),
                        ('wake_at', models.DateTimeField(editable=False, null=True, verbose_name='wakes at')),
                        ('merged_into', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_reviews', to='reviews.review')),
                        ('outcome', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.outcome')),
                        ('stale', models.BooleanField(default=False, verbose_name='stale')),
                        ('challenged', models.BooleanField(default=False, verbose_name='challenged')),
                        ('legal_hold', models.BooleanField(default=False, verbose_name='legal hold')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='came in')),
                    ],
                    options={
                        'verbose_name': 'review',
                        'verbose_name_plural': 'reviews',
                        'indexes': [models.Index(reviews.models.review.Negated('rank'), models.F('id'), condition=models.Q(('state', 'open')), name='review_queue'), models.Index(condition=models.Q(('rank_changes_at__isnull', False), ('state', 'open')), fields=['rank_changes_at'], name='review_rank_changes'), models.Index(fields=['state', '-created_at'], name='review_by_state'), models.Index(fields=['-created_at', '-id'], name='review_newest_first'), models.Index(condition=models.Q(('reveal_at__isnull', False)), fields=['reveal_at'], name='review_reveals'), models.Index(condition=models.Q(('state', 'on_hold')), fields=['wake_at'], name='review_wakes'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='review_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('free_slots__gte', 0), ('free_slots__lte', django.db.models.expressions.CombinedExpression(models.F('required_verdicts'), '+', models.F('extra_slots')))), name='review_slots_in_range'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'disputed'), models.Q(('dispute_kind', ''), _negated=True)), models.Q(models.Q(('state', 'disputed'), _negated=True), ('dispute_kind', '')), _connector='OR'), name='review_disputed_iff_of_a_kind'), models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='review_merged_iff_into_another'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__isnull', False), ('state', 'decided')), models.Q(models.Q(('state', 'decided'), _negated=True), ('outcome__isnull', True)), _connector='OR'), name='review_decided_iff_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('reveal_at__isnull', False), ('state__in', ['disputed', 'decided'])), models.Q(models.Q(('state__in', ['disputed', 'decided']), _negated=True), ('reveal_at__isnull', True)), _connector='OR'), name='review_settled_iff_reveal_dated'), models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='review_not_merged_into_itself')],
                    },
                ),
                migrations.CreateModel(
                    name='Sighting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sightings', to='reviews.review')),
                        ('claim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sighting', to='factcheck.claim')),
                        ('status', models.CharField(choices=[('suggested', 'suggested'), ('confirmed', 'confirmed')], default='confirmed', max_length=16, verbose_name='status')),
                        ('merged_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'verbose_name': 'sighting',
                        'verbose_name_plural': 'sightings',
                    },
                ),
                migrations.CreateModel(
                    name='Assignment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='reviews.review')),
                        ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                        ('round', models.PositiveIntegerField(verbose_name='round')),
                        ('status', models.CharField(choices=[('active', 'active'), ('submitted', 'verdict given'), ('released', 'given back'), ('skipped', 'skipped'), ('lapsed', 'lapsed'), ('cancelled', 'cancelled'), ('handed_over', 'handed over')], default='active', max_length=16, verbose_name='status')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                        ('is_for_good', models.BooleanField(default=False, help_text='Skipped in every round, not only in this one.')),
                        ('assigned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('override', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='overriding_assignment', to='factcheck.payload')),
                        ('leased_at', models.DateTimeField(verbose_name='taken at')),
                        ('displayed_at', models.DateTimeField(null=True, verbose_name='displayed at')),
                        ('lease_expires_at', models.DateTimeField(verbose_name='lease ends')),
                        ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                        ('last_served', factcheck.models.fields.Sha256Field(blank=True, db_default='', default='', editable=False, max_length=64)),
                    ],
                    options={
                        'verbose_name': 'assignment',
                        'verbose_name_plural': 'assignments',
                        'indexes': [models.Index(condition=models.Q(('status', 'active')), fields=['reviewer', 'lease_expires_at'], name='assignment_mine'), models.Index(fields=['reviewer', 'review', 'round'], name='assignment_touched')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'active')), fields=('review', 'reviewer'), name='assignment_one_active_a_reviewer'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('status', 'active')), models.Q(models.Q(('status', 'active'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='assignment_active_iff_not_ended'), models.UniqueConstraint(condition=models.Q(('assigned_by__isnull', True), ('displayed_at__isnull', True), ('status', 'active')), fields=('reviewer',), name='assignment_one_following_a_reviewer')],
                    },
                ),
                migrations.CreateModel(
                    name='Comment',
                    fields=[
                        ('id', models.BigIntegerField(default=reviews.models.random_ids.random_id, editable=False, primary_key=True, serialize=False)),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='reviews.review')),
                        ('round', models.PositiveIntegerField(verbose_name='round')),
                        ('kind', models.CharField(choices=[('remark', 'remark'), ('expert', "an expert's answer")], default='remark', max_length=16, verbose_name='kind')),
                        ('author', models.ForeignKey(help_text='Null: somebody from outside, whose name is in the words.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL)),
                        ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='reviews.comment')),
                        ('author_might_rule', models.BooleanField()),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='written at')),
                    ],
                    options={
                        'verbose_name': 'comment',
                        'verbose_name_plural': 'comments',
                        'indexes': [models.Index(fields=['review', 'created_at', 'id'], name='comment_in_order')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('author__isnull', True), ('kind', 'expert')), models.Q(('author__isnull', False), ('kind', 'remark')), _connector='OR'), name='comment_unsigned_iff_an_experts'), models.CheckConstraint(condition=models.Q(('thread', models.F('id')), _negated=True), name='comment_not_its_own_reply')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='comment',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'comment is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='f7fd60e0e2be201f1f520d5ae123215ad8d1ceb7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_87486', table='reviews_comment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='comment',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'comment is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='c53d68fd9acdccbb69b123b1a96bb4399d937d90', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_ffa0d', table='reviews_comment', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='CommentRevision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='reviews.comment')),
                        ('number', models.PositiveIntegerField(verbose_name='revision')),
                        ('payload', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='comment_revision', to='factcheck.payload')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='written at')),
                    ],
                    options={
                        'verbose_name': 'wording',
                        'verbose_name_plural': 'wordings',
                        'constraints': [models.UniqueConstraint(fields=('comment', 'number'), name='comment_revision_number_once')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='commentrevision',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'comment revision is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='f275249da6430e2ef943a0dd7f342ffc36d6c981', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_94316', table='reviews_commentrevision', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='commentrevision',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'comment revision is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='9f5291d63f44b84321994ab414bf1824f071f5d1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_c9a42', table='reviews_commentrevision', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='CommentWithdrawal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('comment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='reviews.comment')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='taken back at')),
                    ],
                    options={
                        'verbose_name': 'withdrawn comment',
                        'verbose_name_plural': 'withdrawn comments',
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='commentwithdrawal',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'comment withdrawal is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='864c8f1bfa318c9922411ae926341bda7b574e2c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7c2f4', table='reviews_commentwithdrawal', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='commentwithdrawal',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'comment withdrawal is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='b90ebdb5d98d293f585fb3edb30c93e37203fd9e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_7cc14', table='reviews_commentwithdrawal', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='Verdict',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('close_reason', models.CharField(blank=True, choices=[('not_a_claim', 'not a claim'), ('wrong_span', 'wrong span'), ('duplicate', 'duplicate'), ('unverifiable', 'cannot be verified'), ('needs_expert', 'needs an expert')], max_length=16, verbose_name='close reason')),
                        ('span_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factcheck.articleversion')),
                        ('span_part', models.CharField(blank=True, choices=[('title', 'title'), ('text', 'text')], max_length=8)),
                        ('span_start', models.PositiveIntegerField(null=True)),
                        ('span_end', models.PositiveIntegerField(null=True)),
                        ('duplicate_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='reviews.review')),
                        ('round', models.PositiveIntegerField(verbose_name='round')),
                        ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='verdict', to='reviews.assignment')),
                        ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to=settings.AUTH_USER_MODEL)),
                        ('rating', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='reviews.rating')),
                        ('target', models.CharField(choices=[('substance', 'what is claimed'), ('attribution', 'that it was said')], default='substance', max_length=16, verbose_name='about')),
                        ('claim_revision', models.PositiveIntegerField()),
                        ('payload', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='verdict', to='factcheck.payload')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='given at')),
                    ],
                    options={
                        'verbose_name': 'verdict',
                        'verbose_name_plural': 'verdicts',
                        'indexes': [models.Index(fields=['-created_at', '-id'], name='verdict_newest_first')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('close_reason', ''), ('rating__isnull', False)), models.Q(('rating__isnull', True), models.Q(('close_reason', ''), _negated=True)), _connector='OR'), name='verdict_rating_or_close_reason'), models.CheckConstraint(condition=models.Q(models.Q(('span_end', None), ('span_part', ''), ('span_start', None), ('span_version', None)), models.Q(models.Q(('span_part', ''), _negated=True), ('span_end__gt', models.F('span_start')), ('span_version__isnull', False), ('close_reason', 'wrong_span')), _connector='OR'), name='verdict_span_of_wrong_span'), models.CheckConstraint(condition=models.Q(('duplicate_of', None), ('close_reason', 'duplicate'), _connector='OR'), name='verdict_other_of_duplicate')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='verdict',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'verdict is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='42b4fe92277bd603165ef6b0d5a49f1aafa34a23', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c256c', table='reviews_verdict', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='verdict',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'verdict is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='a4dc9f4e4f84a7f9631dc8599a2f4ce9bc22f689', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_6291e', table='reviews_verdict', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='VerdictRetraction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('verdict', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='retraction', to='reviews.verdict')),
                        ('retracted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='taken back at')),
                    ],
                    options={
                        'verbose_name': 'retraction',
                        'verbose_name_plural': 'retractions',
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='verdictretraction',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'verdict retraction is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='4e5ce090a8af6b631c17800401a32e442f20257d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1e8e2', table='reviews_verdictretraction', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='verdictretraction',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'verdict retraction is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='b972f2f187ec365f5dd8b5c70015551b5a5594c5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_81180', table='reviews_verdictretraction', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='Disclosure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='reviews.review')),
                        ('round', models.PositiveIntegerField(verbose_name='round')),
                        ('code', models.CharField(choices=[('own_work', 'ruled on by whoever let the claim in'), ('override', 'given by an editor to somebody whom a rule keeps out')], max_length=12, verbose_name='what')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who ruled')),
                        ('verdict', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='reviews.verdict')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('payload', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='factcheck.payload')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'verbose_name': 'disclosure',
                        'verbose_name_plural': 'disclosures',
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='disclosure',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'disclosure is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='e6a10cb5a2c02a839c0b2974b30f250c064a056f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_419fa', table='reviews_disclosure', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='disclosure',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'disclosure is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='b10337d7b501e4f11f223e4b089c51a3b9ef50c1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_5f73b', table='reviews_disclosure', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='reviews.review')),
                        ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                        ('body', models.TextField(help_text='Canonical JSON, in the shape of whoever saved it.')),
                        ('article_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                        ('saved_at', models.DateTimeField(verbose_name='saved at')),
                    ],
                    options={
                        'verbose_name': 'draft',
                        'verbose_name_plural': 'drafts',
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['article_ids'], name='draft_by_article'), models.Index(fields=['saved_at'], name='draft_oldest_first')],
                        'constraints': [models.UniqueConstraint(fields=('review', 'holder'), name='draft_one_a_review_and_holder')],
                    },
                ),
                migrations.CreateModel(
                    name='ReviewDrift',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drifts', to='reviews.review')),
                        ('drift', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review_drift', to='factcheck.claimdrift')),
                        ('round', models.PositiveIntegerField(verbose_name='round')),
                        ('claim_revision', models.PositiveIntegerField()),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'verbose_name': 'change of words',
                        'verbose_name_plural': 'changes of words',
                        'constraints': [models.UniqueConstraint(fields=('review', 'claim_revision'), name='review_drift_revision_once')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reviewdrift',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'review drift is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='022b90ac14ebe2181065ae177ce13d3a4171a9ea', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_acd25', table='reviews_reviewdrift', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reviewdrift',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'review drift is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='67a93a97566613cb3e68aa71cb251b5b6e039110', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_63086', table='reviews_reviewdrift', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='Evidence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('verdict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='reviews.verdict')),
                        ('kind', models.CharField(choices=[('document', 'document'), ('dataset', 'data set'), ('interview', 'interview'), ('call', 'call'), ('own_reporting', 'own reporting'), ('media', 'picture, sound or film')], max_length=16, verbose_name='kind')),
                        ('stance', models.CharField(choices=[('supports', 'supports the claim'), ('refutes', 'refutes the claim'), ('context', 'gives context'), ('searched_nothing_found', 'searched, nothing found')], max_length=24, verbose_name='stance')),
                        ('confidential', models.BooleanField(default=False, verbose_name='confidential')),
                        ('retrieved_at', models.DateTimeField(null=True, verbose_name='retrieved at')),
                        ('attachment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factcheck.blob')),
                        ('payload', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='factcheck.payload')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'verbose_name': 'piece of evidence',
                        'verbose_name_plural': 'evidence',
                        'ordering': ['pk'],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='evidence',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'evidence is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='35ff22e7a983b2a095574ab0e21f3ea43f735665', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ef672', table='reviews_evidence', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='evidence',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'evidence is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='41cc7489725d33ca092fade4281a983501cbb73b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_3ec03', table='reviews_evidence', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='EvidenceFile',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                        ('blob', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factcheck.blob')),
                        ('name', models.CharField(max_length=255, verbose_name='file name')),
                        ('media_type', models.CharField(help_text='What its bytes are.', max_length=40, verbose_name='media type')),
                        ('size', models.PositiveIntegerField(verbose_name='bytes')),
                        ('attached_at', models.DateTimeField(null=True, verbose_name='named by a verdict at')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['created_at'], name='evidence_file_by_age')],
                    },
                ),
                migrations.CreateModel(
                    name='ExpertLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expert_links', to='reviews.review')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('digest', factcheck.models.fields.Sha256Field(editable=False, max_length=64, unique=True)),
                        ('payload', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='expert_link', to='factcheck.payload')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
                        ('expires_at', models.DateTimeField(verbose_name='ends')),
                        ('browser_digest', factcheck.models.fields.Sha256Field(blank=True, editable=False, max_length=64)),
                        ('opened_at', models.DateTimeField(null=True, verbose_name='opened at')),
                        ('comment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='expert_link', to='reviews.comment', verbose_name='answer')),
                        ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked at')),
                        ('evidence', models.ManyToManyField(related_name='+', to='reviews.evidence', verbose_name='evidence shown')),
                    ],
                    options={
                        'verbose_name': 'expert link',
                        'verbose_name_plural': 'expert links',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('browser_digest', ''), ('opened_at__isnull', True)), models.Q(('opened_at__isnull', False), models.Q(('browser_digest', ''), _negated=True)), _connector='OR'), name='expert_link_opened_by_one_browser'), models.CheckConstraint(condition=models.Q(('comment__isnull', True), ('opened_at__isnull', False), _connector='OR'), name='expert_link_answered_only_once_opened')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigIntegerField(default=reviews.models.random_ids.random_id, editable=False, primary_key=True, serialize=False)),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(choices=[('assigned', 'assigned'), ('mentioned', 'mentioned'), ('replied', 'replied'), ('expert_answered', 'an expert answered'), ('sent_back', 'sent back'), ('overdue', 'overdue'), ('words_changed', 'words changed')], max_length=16, verbose_name='what')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                        ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='reviews.comment')),
                        ('actor', models.ForeignKey(help_text='Null: the system.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('due_at', models.DateTimeField(help_text='Of one that is overdue.', null=True, verbose_name='was due')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                        ('read_at', models.DateTimeField(null=True, verbose_name='read at')),
                        ('digest', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='reviews.maildigest', verbose_name='mail')),
                    ],
                    options={
                        'verbose_name': 'notice',
                        'verbose_name_plural': 'notices',
                        'indexes': [models.Index(fields=['recipient', '-created_at', '-id'], name='notice_newest_first'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['recipient'], name='notice_unread')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('comment__isnull', False)), fields=('recipient', 'comment'), name='notice_one_a_comment'), models.UniqueConstraint(condition=models.Q(('kind', 'overdue')), fields=('recipient', 'review', 'due_at'), name='notice_overdue_said_once'), models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('kind', 'overdue')), models.Q(models.Q(('kind', 'overdue'), _negated=True), ('due_at__isnull', True)), _connector='OR'), name='notice_due_iff_overdue')],
                    },
                ),
                migrations.CreateModel(
                    name='PageReading',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                        ('url', models.CharField(max_length=2000, verbose_name='address')),
                        ('keep', models.BooleanField(default=False, verbose_name='keep a copy')),
                        ('status', models.CharField(choices=[('waiting', 'waiting'), ('done', 'done'), ('failed', 'failed')], default='waiting', max_length=8, verbose_name='status')),
                        ('found', models.JSONField(default=dict, help_text='final_url, canonical_url, title, publisher, published, media_type, sha256.')),
                        ('failure_code', models.CharField(blank=True, max_length=40)),
                        ('failure', models.CharField(blank=True, max_length=500, verbose_name='failure')),
                        ('retrieved_at', models.DateTimeField(null=True, verbose_name='retrieved at')),
                        ('copy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reviews.evidencefile')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='asked at')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['created_at'], name='page_reading_by_age'), models.Index(fields=['asked_by', '-created_at'], name='page_reading_by_person')],
                    },
                ),
                migrations.CreateModel(
                    name='Outcome',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('close_reason', models.CharField(blank=True, choices=[('not_a_claim', 'not a claim'), ('wrong_span', 'wrong span'), ('duplicate', 'duplicate'), ('unverifiable', 'cannot be verified'), ('needs_expert', 'needs an expert')], max_length=16, verbose_name='close reason')),
                        ('span_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factcheck.articleversion')),
                        ('span_part', models.CharField(blank=True, choices=[('title', 'title'), ('text', 'text')], max_length=8)),
                        ('span_start', models.PositiveIntegerField(null=True)),
                        ('span_end', models.PositiveIntegerField(null=True)),
                        ('duplicate_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.review')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='reviews.review')),
                        ('round', models.PositiveIntegerField(verbose_name='round')),
                        ('basis', models.CharField(choices=[('agreement', 'the reviewers agree'), ('majority', 'two of three reviewers agree'), ('picked', 'an editor picked one of neighbouring ratings'), ('adjudication', 'an adjudicator ruled'), ('inherited', 'taken over from a fact check')], max_length=16, verbose_name='by')),
                        ('rating', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.rating')),
                        ('decided_by', models.ForeignKey(help_text='Null: the reviewers, by agreeing.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('inherited_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inheriting_outcomes', to='reviews.factcheck')),
                        ('payload', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='outcome', to='factcheck.payload')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='decided at')),
                    ],
                    options={
                        'verbose_name': 'outcome',
                        'verbose_name_plural': 'outcomes',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('close_reason', ''), ('rating__isnull', False)), models.Q(('rating__isnull', True), models.Q(('close_reason', ''), _negated=True)), _connector='OR'), name='outcome_rating_or_close_reason'), models.CheckConstraint(condition=models.Q(models.Q(('span_end', None), ('span_part', ''), ('span_start', None), ('span_version', None)), models.Q(models.Q(('span_part', ''), _negated=True), ('span_end__gt', models.F('span_start')), ('span_version__isnull', False), ('close_reason', 'wrong_span')), _connector='OR'), name='outcome_span_of_wrong_span'), models.CheckConstraint(condition=models.Q(('duplicate_of', None), ('close_reason', 'duplicate'), _connector='OR'), name='outcome_other_of_duplicate')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='outcome',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'outcome is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='2fd9b80929bc75360ab673e47ef266c3724fd0e4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_929cf', table='reviews_outcome', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='outcome',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'outcome is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='740829648342d832e1d323b006a02cf24860ccad', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_60a77', table='reviews_outcome', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='FactCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fact_checks', to='reviews.review')),
                        ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fact_checks', to='reviews.outcome')),
                        ('slug', models.CharField(default=reviews.models.fact_check.random_slug, editable=False, max_length=16, unique=True)),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('in_approval', 'in approval'), ('published', 'published'), ('superseded', 'superseded'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=16, verbose_name='state')),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fact_checks', to=settings.AUTH_USER_MODEL)),
                        ('approved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('self_approved', models.BooleanField(default=False, editable=False, help_text="The desk's policy lets authors do so; readers are told.", verbose_name='approved by its author')),
                        ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                        ('superseded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='reviews.factcheck')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='begun at')),
                    ],
                    options={
                        'verbose_name': 'fact check',
                        'verbose_name_plural': 'fact checks',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'superseded'), ('superseded_by__isnull', False)), models.Q(models.Q(('state', 'superseded'), _negated=True), ('superseded_by__isnull', True)), _connector='OR'), name='fact_check_superseded_iff_by_another'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_approval']), models.Q(('approved_by__isnull', False), models.Q(models.Q(('approved_by', models.F('author')), _negated=True), ('self_approved', True), _connector='OR')), _connector='OR'), name='fact_check_out_only_if_another_approved'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_approval'])), fields=('review',), name='fact_check_one_in_the_works_a_review')],
                    },
                ),
                migrations.CreateModel(
                    name='FactCheckRevision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fact_check', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='reviews.factcheck')),
                        ('number', models.PositiveIntegerField(verbose_name='revision')),
                        ('kind', models.CharField(choices=[('copy', 'copy'), ('typo', 'typo'), ('clarification', 'clarification'), ('update', 'update'), ('correction', 'correction')], default='copy', max_length=16, verbose_name='kind')),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('payload', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='fact_check_revision', to='factcheck.payload')),
                        ('is_announced', models.BooleanField(default=False, help_text='Its words have a public line on what was changed.', verbose_name='announced')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='written at')),
                    ],
                    options={
                        'verbose_name': 'revision',
                        'verbose_name_plural': 'revisions',
                        'constraints': [models.UniqueConstraint(fields=('fact_check', 'number'), name='fact_check_revision_number_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['copy', 'typo']), ('is_announced', True), _connector='OR'), name='fact_check_correction_says_so_in_public')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='factcheckrevision',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'fact check revision is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='6e300a38b555d4d7b89f5c9437e55309e0eb0c5f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_64876', table='reviews_factcheckrevision', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='factcheckrevision',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'fact check revision is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='f74f47a5d7a2c198de23d5b115e7cee2f8d2264f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_842bb', table='reviews_factcheckrevision', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='EditorTask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fact_check', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='reviews.factcheck')),
                        ('drift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factcheck.claimdrift')),
                        ('answer', models.CharField(blank=True, choices=[('corrected', 'the outlet corrected itself'), ('recheck', 'check it again'), ('nothing', 'nothing to do')], max_length=16, verbose_name='answer')),
                        ('answered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered at')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='since')),
                    ],
                    options={
                        'verbose_name': "editor's task",
                        'verbose_name_plural': "editor's tasks",
                        'constraints': [models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('fact_check',), name='editor_task_one_open_a_fact_check'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='editor_task_answered_by_somebody')],
                    },
                ),
            ],
        ),
    ]
