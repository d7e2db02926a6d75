import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import factcheck.creating_tables
import factcheck.models.feed
import factcheck.models.fields
import factcheck.roles
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a new desk begins with: the tables as 0015 leaves them. A desk that is older has come there step by step."""

    replaces = [('factcheck', '0001_initial'), ('factcheck', '0002_payloads_know_all_they_may_quote'), ('factcheck', '0003_second_opinion'), ('factcheck', '0004_arrivals'), ('factcheck', '0005_identifiers_of_old_articles'), ('factcheck', '0006_how_a_text_was_read'), ('factcheck', '0007_claims_drift'), ('factcheck', '0008_likeness'), ('factcheck', '0009_feeds'), ('factcheck', '0010_archive_behind_live'), ('factcheck', '0011_answers_are_kept_for_a_while'), ('factcheck', '0012_history_vouches_for_rows'), ('factcheck', '0013_what_claims_said'), ('factcheck', '0014_desk_head'), ('factcheck', '0015_claim_most_worthy_first')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        factcheck.creating_tables.CreateTables(
            operations=[
                migrations.CreateModel(
                    name='Publisher',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(unique=True, verbose_name='slug')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('domain', models.CharField(blank=True, max_length=253, verbose_name='domain')),
                        ('kind', models.CharField(choices=[('outlet', 'outlet'), ('agency', 'news agency'), ('ministry', 'public office'), ('other', 'other')], default='outlet', max_length=16, verbose_name='kind')),
                        ('country', models.CharField(blank=True, help_text='ISO 3166 code', max_length=2, verbose_name='country')),
                        ('time_zone', factcheck.models.fields.TimeZoneField(default='UTC', help_text='Decides which day “Thursday” is.', max_length=64, validators=[factcheck.models.fields.validate_time_zone], verbose_name='time zone')),
                    ],
                    options={
                        'verbose_name': 'publisher',
                        'verbose_name_plural': 'publishers',
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                        ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                        ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                        ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                        ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                        ('display_name', models.CharField(blank=True, max_length=120, verbose_name='display name')),
                        ('time_zone', factcheck.models.fields.TimeZoneField(default='UTC', max_length=64, validators=[factcheck.models.fields.validate_time_zone], verbose_name='time zone')),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'user',
                        'verbose_name_plural': 'users',
                        'abstract': False,
                    },
                    bases=(factcheck.roles.HasRoles, models.Model),
                    managers=[
                        ('objects', django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name='TakeDown',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reason', models.CharField(help_text='No personal data: this line stays.', max_length=200, verbose_name='reason')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='ordered at')),
                    ],
                    options={
                        'verbose_name': 'take-down',
                        'verbose_name_plural': 'take-downs',
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='takedown',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'take-down is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='76e5fc7916a210d78f19e271850175e03e031eb1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1ae45', table='factcheck_takedown', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='takedown',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'take-down is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='eb87551e4ca4ab6d6736632289fac94e470ae26c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_6a478', table='factcheck_takedown', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='Article',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to=settings.AUTH_USER_MODEL, verbose_name='posted by')),
                        ('publisher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='factcheck.publisher')),
                        ('external_id', models.CharField(blank=True, help_text='Of who posted it first; all are among its identifiers.', max_length=200, verbose_name='external id')),
                        ('url', models.URLField(blank=True, max_length=2000, verbose_name='address')),
                        ('genre', models.CharField(choices=[('news', 'news'), ('live', 'live blog'), ('opinion', 'opinion'), ('satire', 'satire'), ('press_release', 'press release'), ('transcript', 'transcript')], default='news', max_length=16, verbose_name='genre')),
                        ('stage', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='published', max_length=16, verbose_name='stage')),
                        ('deadline', models.DateTimeField(blank=True, null=True, verbose_name='deadline')),
                        ('status', models.CharField(choices=[('queued', 'queued'), ('processing', 'processing'), ('ready', 'ready'), ('failed', 'failed')], default='queued', editable=False, max_length=16, verbose_name='status')),
                        ('failure', models.TextField(blank=True, editable=False, help_text='Why nothing came of it.', verbose_name='failure')),
                        ('same_as', models.ForeignKey(editable=False, help_text='The article that this one turned out to be; it holds nothing itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='factcheck.article')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='posted at')),
                        ('redacted_at', models.DateTimeField(editable=False, null=True, verbose_name='redacted at')),
                        ('legal_hold', models.BooleanField(default=False, help_text='Stops retention and erasure.', verbose_name='legal hold')),
                    ],
                    options={
                        'verbose_name': 'article',
                        'verbose_name_plural': 'articles',
                        'indexes': [models.Index(fields=['-created_at', '-id'], name='article_newest_first'), models.Index(condition=models.Q(('status', 'failed')), fields=['-created_at'], name='article_failed')],
                    },
                ),
                migrations.CreateModel(
                    name='ArticleVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='factcheck.article')),
                        ('number', models.PositiveIntegerField(verbose_name='version')),
                        ('title', models.TextField(blank=True, verbose_name='title')),
                        ('text', models.TextField(blank=True, verbose_name='text')),
                        ('headline', models.TextField(blank=True, help_text='The title, or what the engine read as one at the head of the text.', verbose_name='headline')),
                        ('author', models.CharField(blank=True, max_length=300, verbose_name='author')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                        ('modified_at', models.DateTimeField(blank=True, null=True, verbose_name='modified at')),
                        ('text_sha256', factcheck.models.fields.Sha256Field(max_length=64)),
                        ('content_sha256', factcheck.models.fields.Sha256Field(db_index=True, max_length=64)),
                        ('blocks', models.JSONField(blank=True, default=list, help_text='[{id, start, end}] where the article came in blocks; paragraphs of a page or a file have a region, and what else is known of them.')),
                        ('astral', models.JSONField(blank=True, default=dict, help_text='{part: [offsets of characters that take two UTF-16 units]}')),
                        ('language', models.CharField(blank=True, max_length=8, verbose_name='language')),
                        ('coverage', models.CharField(blank=True, choices=[('full', 'in full'), ('model', 'by a model of its language, without rules'), ('neutral', 'by rules that need no language')], help_text='How far the engine reads the language of the text.', max_length=8, verbose_name='read')),
                        ('notices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Codes of what a reader should know.', size=None)),
                        ('engine_version', models.CharField(blank=True, max_length=40, verbose_name='engine')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='taken in at')),
                        ('redacted_at', models.DateTimeField(editable=False, null=True, verbose_name='redacted at')),
                        ('redacted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='factcheck.takedown')),
                    ],
                    options={
                        'verbose_name': 'version',
                        'verbose_name_plural': 'versions',
                        'ordering': ['article_id', 'number'],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('headline', config='english'), name='article_version_words')],
                        'constraints': [models.UniqueConstraint(fields=('article', 'number'), name='article_version_number_once'), models.CheckConstraint(condition=models.Q(('redacted_at__isnull', True), models.Q(('author', ''), ('headline', ''), ('text', ''), ('title', '')), _connector='OR'), name='article_version_redacted_is_blank')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='articleversion',
                    trigger=pgtrigger.compiler.Trigger(name='words_are_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NEW.redacted_at IS NOT NULL THEN RETURN NEW; END IF;\n                    IF NEW.text_sha256 <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN\n                        RAISE EXCEPTION 'text_sha256 is not that of the text' USING ERRCODE = '23514';\n                    END IF;\n                    IF TG_OP = 'UPDATE' THEN\n                        IF (NEW.article_id, NEW.number, NEW.title, NEW.text)\n                            IS DISTINCT FROM (OLD.article_id, OLD.number, OLD.title, OLD.text) THEN\n                            RAISE EXCEPTION 'an article version is frozen: store a new version'\n                                USING ERRCODE = '23514';\n                        END IF;\n                    END IF;\n                    RETURN NEW;\n                ", hash='ae9c7fca73a0493e37b6b37dfee86d748f59ae77', operation='INSERT OR UPDATE', pgid='pgtrigger_words_are_frozen_14822', table='factcheck_articleversion', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='Blob',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sha256', factcheck.models.fields.Sha256Field(max_length=64, unique=True)),
                        ('media_type', models.CharField(max_length=127, verbose_name='media type')),
                        ('content', models.BinaryField(db_column='bytes', verbose_name='bytes')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Arrival',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='factcheck.article')),
                        ('kind', models.CharField(choices=[('url', 'address'), ('html', 'page'), ('file', 'file')], max_length=8, verbose_name='kind')),
                        ('given', models.JSONField(blank=True, default=dict, help_text='What the sender said of it; it wins over what the page says.')),
                        ('url', models.CharField(blank=True, max_length=2000, verbose_name='address')),
                        ('final_url', models.CharField(blank=True, help_text='After all redirects.', max_length=2000, verbose_name='final address')),
                        ('filename', models.CharField(blank=True, max_length=255, verbose_name='file name')),
                        ('media_type', models.CharField(blank=True, max_length=127, verbose_name='media type')),
                        ('raw', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factcheck.blob')),
                        ('fetched_at', models.DateTimeField(null=True, verbose_name='fetched at')),
                        ('found', models.JSONField(blank=True, default=dict, help_text='What the page or file says of itself.')),
                        ('cut', models.JSONField(blank=True, default=list, help_text='[{reason, text, at}] of what the cleaner left out.')),
                        ('version', models.ForeignKey(help_text='What came of it, which may have been here before.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='factcheck.articleversion')),
                        ('redacted_at', models.DateTimeField(editable=False, null=True, verbose_name='redacted at')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='came in at')),
                    ],
                    options={
                        'verbose_name': 'arrival',
                        'verbose_name_plural': 'arrivals',
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('redacted_at__isnull', True), models.Q(('cut', []), ('filename', ''), ('final_url', ''), ('found', {}), ('given', {}), ('raw', None), ('url', '')), _connector='OR'), name='arrival_redacted_is_blank')],
                    },
                ),
                migrations.CreateModel(
                    name='Claim',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='factcheck.article')),
                        ('origin', models.CharField(choices=[('engine', 'engine'), ('person', 'person'), ('llm', 'language model')], default='engine', max_length=8, verbose_name='origin')),
                        ('kind', models.CharField(choices=[('quantity', 'quantity'), ('event', 'event'), ('comparison', 'comparison'), ('ranking', 'ranking'), ('trend', 'trend'), ('status', 'state')], max_length=16, verbose_name='kind')),
                        ('label', models.CharField(max_length=75, verbose_name='label')),
                        ('claimant', models.CharField(blank=True, max_length=200, verbose_name='claimant')),
                        ('claimant_kind', models.CharField(blank=True, max_length=16, verbose_name='kind of claimant')),
                        ('figure', models.CharField(blank=True, help_text='The first quantity as people write it: “at least 10”.', max_length=80, verbose_name='figure')),
                        ('score', models.FloatField(help_text='0 to 1', verbose_name='check-worthiness')),
                        ('reading', models.JSONField(default=dict)),
                        ('overlay', models.JSONField(blank=True, default=dict)),
                        ('suggestion', models.JSONField(blank=True, default=dict)),
                        ('engine_version', models.CharField(blank=True, help_text="Or the language model and its prompt's version.", max_length=120, verbose_name='engine')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='found at')),
                        ('redacted_at', models.DateTimeField(editable=False, null=True, verbose_name='redacted at')),
                    ],
                    options={
                        'verbose_name': 'claim',
                        'verbose_name_plural': 'claims',
                        'indexes': [models.Index(fields=['article', 'id'], name='claim_by_article'), models.Index(fields=['-created_at', '-id'], name='claim_newest_first'), models.Index(fields=['-score'], name='claim_most_worthy_first'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('label', 'claimant', config='english'), name='claim_words')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='claim_score_is_a_share')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='claim',
                    trigger=pgtrigger.compiler.Trigger(name='keep_what_it_said', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.kind, OLD.label, OLD.claimant, OLD.claimant_kind, OLD.figure, OLD.score, OLD.reading, OLD.overlay, OLD.suggestion, OLD.engine_version) IS DISTINCT FROM (NEW.kind, NEW.label, NEW.claimant, NEW.claimant_kind, NEW.figure, NEW.score, NEW.reading, NEW.overlay, NEW.suggestion, NEW.engine_version) AND NEW.redacted_at IS NULL)', func="INSERT INTO factcheck_claimpast (claim_id, until, said) VALUES (OLD.id, clock_timestamp(), jsonb_build_object('kind', OLD.kind, 'label', OLD.label, 'claimant', OLD.claimant, 'claimant_kind', OLD.claimant_kind, 'figure', OLD.figure, 'score', OLD.score, 'reading', OLD.reading, 'overlay', OLD.overlay, 'suggestion', OLD.suggestion, 'engine_version', OLD.engine_version)); RETURN NULL;", hash='5bd370d5c60096445029813ddf107d277bab1396', operation='UPDATE', pgid='pgtrigger_keep_what_it_said_93d91', table='factcheck_claim', when='AFTER')),
                ),
                migrations.CreateModel(
                    name='ClaimAnchor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anchors', to='factcheck.claim')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anchors', to='factcheck.articleversion')),
                        ('part', models.CharField(choices=[('title', 'title'), ('text', 'text')], default='text', max_length=8, verbose_name='part')),
                        ('start', models.PositiveIntegerField(verbose_name='start')),
                        ('end', models.PositiveIntegerField(verbose_name='end')),
                        ('quote', models.TextField(blank=True, verbose_name='quote')),
                        ('focus', models.JSONField(default=list, help_text='[[start, end], …]')),
                        ('prefix', models.TextField(blank=True, help_text='The words before the quote.')),
                        ('suffix', models.TextField(blank=True, help_text='The words after the quote.')),
                        ('sentence', models.JSONField(default=dict, help_text='{start, end} of the sentence around it')),
                        ('region', models.CharField(blank=True, max_length=16, verbose_name='region')),
                        ('status', models.CharField(choices=[('anchored', 'anchored'), ('drifted', 'drifted'), ('gone', 'gone')], default='anchored', max_length=16, verbose_name='status')),
                        ('context_changed', models.BooleanField(default=False, verbose_name='context changed')),
                        ('moved_from', models.JSONField(null=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'verbose_name': 'place of a claim',
                        'verbose_name_plural': 'places of claims',
                        'constraints': [models.UniqueConstraint(fields=('claim', 'version'), name='claim_anchor_once_a_version'), models.UniqueConstraint(condition=models.Q(('status', 'gone'), _negated=True), fields=('version', 'part', 'start', 'end', 'focus'), name='claim_anchor_span_and_focus_once'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('status', 'gone'), _negated=True), ('end__gt', models.F('start'))), models.Q(('end', 0), ('quote', ''), ('start', 0), ('status', 'gone')), _connector='OR'), name='claim_anchor_end_after_start')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='claimanchor',
                    trigger=pgtrigger.compiler.Trigger(name='quote_is_verbatim', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE version factcheck_articleversion%ROWTYPE;', func='\n                    SELECT * INTO version FROM factcheck_articleversion WHERE id = NEW.version_id FOR SHARE;\n                    IF version.redacted_at IS NOT NULL THEN\n                        IF NEW.quote <> \'\' THEN\n                            RAISE EXCEPTION \'a quote of a redacted version must be blank\' USING ERRCODE = \'23514\';\n                        END IF;\n                        RETURN NEW;\n                    END IF;\n                    -- substr() cuts at the end of the text, so the length is compared as well.\n                    IF char_length(NEW.quote) <> NEW."end" - NEW.start OR NEW.quote IS DISTINCT FROM substr(\n                        CASE NEW.part WHEN \'title\' THEN version.title ELSE version.text END,\n                        NEW.start + 1, NEW."end" - NEW.start\n                    ) THEN\n                        RAISE EXCEPTION \'quote is not %[%:%] of the version\', NEW.part, NEW.start, NEW."end"\n                            USING ERRCODE = \'23514\';\n                    END IF;\n                    RETURN NEW;\n                ', hash='b59589b90a5a79c9552fb64bc388fe2503adf44c', operation='INSERT OR UPDATE', pgid='pgtrigger_quote_is_verbatim_dffcc', table='factcheck_claimanchor', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='ClaimPast',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pasts', to='factcheck.claim')),
                        ('until', models.DateTimeField()),
                        ('said', models.JSONField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['claim', 'until'], name='claim_past_until')],
                    },
                ),
                migrations.CreateModel(
                    name='Payload',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('body', models.TextField(null=True)),
                        ('salt', models.CharField(max_length=32)),
                        ('digest', factcheck.models.fields.Sha256Field(max_length=64)),
                        ('article_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                        ('redacted_at', models.DateTimeField(null=True)),
                        ('redacted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factcheck.takedown')),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['article_ids'], name='payload_by_article')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', False), ('redacted_at__isnull', True), ('redacted_by__isnull', True)), models.Q(('body__isnull', True), ('redacted_at__isnull', False), ('redacted_by__isnull', False)), _connector='OR'), name='payload_blank_iff_taken_down')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payload',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'payload is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='c98727c04086946ed3c5c256e928319b261b7200', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_607f3', table='factcheck_payload', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payload',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF NEW.body IS NULL AND NEW.redacted_at IS NOT NULL AND OLD.redacted_at IS NULL AND (NEW.id, NEW.salt, NEW.digest, NEW.article_ids) IS NOT DISTINCT FROM (OLD.id, OLD.salt, OLD.digest, OLD.article_ids) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'payload is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='77358f2d9baaf74f9ec4d9ffa9801a032ddf5156', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a06f1', table='factcheck_payload', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('stream', models.CharField(max_length=40)),
                        ('seq', models.PositiveIntegerField(help_text='1, 2, 3 … within the stream')),
                        ('kind', models.CharField(max_length=60, verbose_name='what')),
                        ('actor', models.ForeignKey(help_text='Null: the system.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to=settings.AUTH_USER_MODEL)),
                        ('cause', models.UUIDField()),
                        ('is_consequence', models.BooleanField(default=False)),
                        ('from_state', models.CharField(blank=True, max_length=16, verbose_name='from')),
                        ('to_state', models.CharField(blank=True, max_length=16, verbose_name='to')),
                        ('occurred_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('rows', models.JSONField(null=True)),
                        ('payload', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event', to='factcheck.payload')),
                        ('previous_digest', factcheck.models.fields.Sha256Field(blank=True, max_length=64)),
                        ('digest', factcheck.models.fields.Sha256Field(max_length=64)),
                        ('position', models.PositiveBigIntegerField(null=True, unique=True)),
                    ],
                    options={
                        'verbose_name': 'event',
                        'verbose_name_plural': 'history',
                        'indexes': [models.Index(condition=models.Q(('position__isnull', True)), fields=['id'], name='event_awaits_position')],
                        'constraints': [models.UniqueConstraint(fields=('stream', 'seq'), name='event_stream_seq_once')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='event',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF OLD.position IS NULL AND NEW.position IS NOT NULL AND to_jsonb(NEW) - 'position' = to_jsonb(OLD) - 'position' THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'event is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='139b0cfaa57014b29f70188e4b16c1fe7a0e070e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_11688', table='factcheck_event', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='event',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'event is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='ec0255cdc539813ca2e23942c95f40ff02c021ea', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_7c20f', table='factcheck_event', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='FeedHead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveBigIntegerField(default=0)),
                        ('digest', factcheck.models.fields.Sha256Field(blank=True, help_text="Of the digest before it and of the event's digest.", max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name='HistorySeal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('upto_position', models.PositiveBigIntegerField()),
                        ('event_count', models.PositiveBigIntegerField()),
                        ('events_digest', factcheck.models.fields.Sha256Field(help_text='Over the digests of all events since the last seal, in order.', max_length=64)),
                        ('previous_digest', factcheck.models.fields.Sha256Field(blank=True, max_length=64)),
                        ('digest', factcheck.models.fields.Sha256Field(max_length=64)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                    ],
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='historyseal',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'history seal is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='7ddda1239a469fc8020c52f09ca643448a840c1b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_91ac3', table='factcheck_historyseal', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='historyseal',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'history seal is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='47338dd889cf32eebca266479df834ad9f83dc3f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_61d6b', table='factcheck_historyseal', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='ClaimDrift',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drifts', to='factcheck.claim')),
                        ('anchor', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='drift', to='factcheck.claimanchor')),
                        ('previous', models.ForeignKey(help_text='Where it stood before.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factcheck.claimanchor')),
                        ('changed', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), default=list, help_text='Codes of what changed: number, name …', size=None)),
                        ('payload', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='claim_drift', to='factcheck.payload')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='noticed at')),
                    ],
                    options={
                        'verbose_name': 'drift',
                        'verbose_name_plural': 'drifts',
                        'indexes': [models.Index(fields=['claim', '-id'], name='claim_drift_newest_first')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='claimdrift',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' THEN IF FALSE THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'claim drift is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='5de77ae62680c9c5ed8e16d76f62a59650261e15', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45766', table='factcheck_claimdrift', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='claimdrift',
                    trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION 'claim drift is append-only: % refused', TG_OP USING ERRCODE = '23514';", hash='db6bab4f976ce31f4a92bf934854fed94a7e435d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_cf2a6', table='factcheck_claimdrift', when='BEFORE')),
                ),
                migrations.CreateModel(
                    name='Feed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('url', models.CharField(help_text='Of an RSS, Atom or JSON feed, a news sitemap or an index of sitemaps.', max_length=2000, unique=True, validators=[factcheck.models.feed.validate_public_address], verbose_name='address')),
                        ('publisher', models.ForeignKey(blank=True, help_text='Of all its articles.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feeds', to='factcheck.publisher', verbose_name='publisher')),
                        ('genre', models.CharField(blank=True, choices=[('news', 'news'), ('live', 'live blog'), ('opinion', 'opinion'), ('satire', 'satire'), ('press_release', 'press release'), ('transcript', 'transcript')], help_text='Of all its articles; empty: as each page says.', max_length=16, verbose_name='genre')),
                        ('owner', models.ForeignKey(editable=False, help_text='Who posts its articles, in the history.', on_delete=django.db.models.deletion.PROTECT, related_name='feeds', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                        ('interval_minutes', models.PositiveIntegerField(default=15, help_text='Minutes between two looks.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10080)], verbose_name='interval')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added at')),
                        ('next_due_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='next look')),
                        ('lease', models.CharField(blank=True, editable=False, max_length=120)),
                        ('leased_until', models.DateTimeField(editable=False, null=True)),
                        ('paused_at', models.DateTimeField(editable=False, null=True, verbose_name='paused at')),
                        ('pause_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it is paused')),
                        ('kind', models.CharField(blank=True, editable=False, max_length=16, verbose_name='kind')),
                        ('answered_by', models.CharField(blank=True, editable=False, max_length=2000)),
                        ('etag', models.CharField(blank=True, editable=False, max_length=200)),
                        ('last_modified', models.CharField(blank=True, editable=False, max_length=200)),
                        ('body_sha256', factcheck.models.fields.Sha256Field(blank=True, editable=False, max_length=64)),
                        ('last_asked_at', models.DateTimeField(editable=False, null=True, verbose_name='last look')),
                        ('last_success_at', models.DateTimeField(editable=False, null=True, verbose_name='last success')),
                        ('last_new_at', models.DateTimeField(editable=False, null=True, verbose_name='last new entry')),
                        ('last_entry_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='entries')),
                        ('last_new_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='new ones')),
                        ('failure_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='failures in a row')),
                        ('last_failed_at', models.DateTimeField(editable=False, null=True, verbose_name='last failure')),
                        ('last_error_code', models.CharField(blank=True, editable=False, max_length=40)),
                        ('last_error', models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason of the last failure')),
                    ],
                    options={
                        'verbose_name': 'feed',
                        'verbose_name_plural': 'feeds',
                        'indexes': [models.Index(condition=models.Q(('paused_at__isnull', True)), fields=['next_due_at'], name='feed_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('interval_minutes__gte', 1), ('interval_minutes__lte', 10080)), name='feed_interval_in_bounds'), models.CheckConstraint(condition=models.Q(models.Q(('lease', ''), ('leased_until__isnull', True)), models.Q(models.Q(('lease', ''), _negated=True), ('leased_until__isnull', False)), _connector='OR'), name='feed_lease_has_an_end')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('feed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='factcheck.feed')),
                        ('key', factcheck.models.fields.Sha256Field(max_length=64)),
                        ('revision', factcheck.models.fields.Sha256Field(max_length=64)),
                        ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feed_entries', to='factcheck.article', verbose_name='article')),
                        ('refusal_code', models.CharField(blank=True, max_length=40)),
                        ('refusal', models.CharField(blank=True, help_text='Why nothing was taken in.', max_length=500, verbose_name='refusal')),
                        ('seen_at', models.DateTimeField(auto_now_add=True, verbose_name='first seen')),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last taken in')),
                    ],
                    options={
                        'verbose_name': 'feed entry',
                        'verbose_name_plural': 'feed entries',
                        'indexes': [models.Index(fields=['feed', '-seen_at'], name='feed_entry_newest_first')],
                        'constraints': [models.UniqueConstraint(fields=('feed', 'key'), name='feed_entry_once'), models.CheckConstraint(condition=models.Q(('article__isnull', False), models.Q(('refusal_code', ''), _negated=True), _connector='OR'), name='feed_entry_came_to_something')],
                    },
                ),
                migrations.CreateModel(
                    name='IdempotencyRecord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('route', models.CharField(max_length=200)),
                        ('key', models.CharField(max_length=200)),
                        ('body_sha256', factcheck.models.fields.Sha256Field(max_length=64)),
                        ('status', models.PositiveSmallIntegerField()),
                        ('answer', models.TextField(null=True)),
                        ('article_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['created_at'], name='idempotency_oldest_first')],
                        'constraints': [models.UniqueConstraint(fields=('user', 'route', 'key'), name='idempotency_key_once_a_user_and_route')],
                    },
                ),
                migrations.CreateModel(
                    name='ArticleIdentifier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identifiers', to='factcheck.article')),
                        ('kind', models.CharField(choices=[('external_id', 'external id'), ('url', 'address')], max_length=16, verbose_name='kind')),
                        ('owner', models.ForeignKey(help_text='Whose external id it is.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('value', models.CharField(blank=True, max_length=2000, verbose_name='value')),
                        ('key', factcheck.models.fields.Sha256Field(max_length=64)),
                    ],
                    options={
                        'verbose_name': 'identifier',
                        'verbose_name_plural': 'identifiers',
                        'constraints': [models.UniqueConstraint(fields=('key', 'kind', 'owner'), name='article_identifier_names_one_article', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'url'), ('owner__isnull', True)), models.Q(('kind', 'external_id'), ('owner__isnull', False)), _connector='OR'), name='article_identifier_external_id_has_owner')],
                    },
                ),
                migrations.CreateModel(
                    name='PipelineRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('arrival', models.ForeignKey(help_text='Of fetch and clean.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='factcheck.arrival')),
                        ('version', models.ForeignKey(help_text='Of the steps after them.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='factcheck.articleversion')),
                        ('step', models.CharField(choices=[('fetch', 'fetch'), ('clean', 'clean'), ('extract', 'extract'), ('match', 'match'), ('second_opinion', 'second opinion')], max_length=16, verbose_name='step')),
                        ('status', models.CharField(choices=[('queued', 'queued'), ('running', 'running'), ('done', 'done'), ('failed', 'failed')], default='queued', max_length=16, verbose_name='status')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                        ('owner', models.CharField(blank=True, max_length=120, verbose_name='worker')),
                        ('progress', models.FloatField(default=0, help_text='0 to 1', verbose_name='progress')),
                        ('heartbeat_at', models.DateTimeField(default=django.utils.timezone.now, help_text='While it waits: when a worker was last woken for it.', verbose_name='last heard of')),
                        ('next_attempt_at', models.DateTimeField(help_text='When it may be tried again; empty: now.', null=True, verbose_name='not before')),
                        ('is_backfill', models.BooleanField(default=False, help_text='Of an article that is ready already; all others go first.', verbose_name='re-reading')),
                        ('queued_at', models.DateTimeField(auto_now_add=True, verbose_name='queued at')),
                        ('started_at', models.DateTimeField(null=True, verbose_name='started at')),
                        ('finished_at', models.DateTimeField(null=True, verbose_name='finished at')),
                        ('engine_version', models.CharField(blank=True, max_length=120, verbose_name='engine')),
                        ('error', models.TextField(blank=True, verbose_name='error')),
                    ],
                    options={
                        'verbose_name': 'pipeline run',
                        'verbose_name_plural': 'pipeline runs',
                        'indexes': [models.Index(condition=models.Q(('status__in', ['queued', 'running'])), fields=['heartbeat_at'], name='pipeline_run_open')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['queued', 'running'])), fields=('version', 'step'), name='pipeline_run_one_open_a_step'), models.UniqueConstraint(condition=models.Q(('status__in', ['queued', 'running'])), fields=('arrival', 'step'), name='pipeline_run_one_open_an_arrival'), models.CheckConstraint(condition=models.Q(models.Q(('arrival__isnull', False), ('step__in', ['fetch', 'clean']), ('version__isnull', True)), models.Q(('arrival__isnull', True), ('step__in', ['extract', 'match', 'second_opinion']), ('version__isnull', False)), _connector='OR'), name='pipeline_run_step_fits_its_subject')],
                    },
                ),
                migrations.CreateModel(
                    name='LanguageModelCall',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='factcheck.pipelinerun')),
                        ('piece', models.PositiveSmallIntegerField(help_text='0, 1, 2 … within the text', verbose_name='piece')),
                        ('model', models.CharField(max_length=100, verbose_name='model')),
                        ('prompt_version', models.CharField(max_length=10, verbose_name='prompt')),
                        ('characters', models.PositiveIntegerField(verbose_name='characters sent')),
                        ('outcome', models.CharField(choices=[('asked', 'asked'), ('answered', 'answered'), ('failed', 'failed')], default='asked', max_length=8, verbose_name='outcome')),
                        ('error', models.CharField(blank=True, max_length=200, verbose_name='error')),
                        ('prompt_tokens', models.PositiveIntegerField(default=0, verbose_name='tokens of the question')),
                        ('answer_tokens', models.PositiveIntegerField(default=0, verbose_name='tokens of the answer')),
                        ('kept', models.PositiveSmallIntegerField(default=0, verbose_name='kept')),
                        ('refused', models.JSONField(default=dict, help_text='{reason: how many}', verbose_name='refused')),
                        ('asked_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='asked at')),
                        ('answered_at', models.DateTimeField(null=True, verbose_name='answered at')),
                    ],
                    options={
                        'verbose_name': 'call of the language model',
                        'verbose_name_plural': 'calls of the language model',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('outcome', 'asked')), models.Q(models.Q(('outcome', 'asked'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='language_model_call_ends_once')],
                    },
                ),
                migrations.CreateModel(
                    name='VersionSignature',
                    fields=[
                        ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='signature', serialize=False, to='factcheck.articleversion')),
                        ('bands', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ],
                    options={
                        'verbose_name': 'signature',
                        'verbose_name_plural': 'signatures',
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['bands'], name='version_signature_bands')],
                    },
                ),
                migrations.CreateModel(
                    name='ArticleLikeness',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factcheck.article')),
                        ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='factcheck.article')),
                        ('score', models.FloatField(help_text='Share of their words, in threes, that both have: 0 to 1', verbose_name='likeness')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='found at')),
                    ],
                    options={
                        'verbose_name': 'near copy',
                        'verbose_name_plural': 'near copies',
                        'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='article_likeness_once_a_pair'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='article_likeness_of_two_in_order'), models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='article_likeness_is_a_share')],
                    },
                ),
                migrations.CreateModel(
                    name='Newsroom',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('public_url', models.URLField(blank=True, help_text='Where readers find this newsroom.', verbose_name='public address')),
                        ('methodology', models.TextField(blank=True, help_text='How claims are picked and checked.', verbose_name='methodology')),
                        ('contact', models.CharField(blank=True, max_length=200, verbose_name='contact')),
                        ('time_zone', factcheck.models.fields.TimeZoneField(default='UTC', max_length=64, validators=[factcheck.models.fields.validate_time_zone], verbose_name='time zone')),
                    ],
                    options={
                        'verbose_name': 'newsroom',
                        'verbose_name_plural': 'newsroom',
                        'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='newsroom_is_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Desk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('newsroom', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='desks', to='factcheck.newsroom')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('slug', models.SlugField(unique=True, verbose_name='slug')),
                        ('head', models.ForeignKey(blank=True, help_text='Sees how often two reviewers agree, where the policy shows it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='headed_desks', to=settings.AUTH_USER_MODEL, verbose_name='head of the desk')),
                        ('is_default', models.BooleanField(default=False, help_text='Takes the claims that no rule sends elsewhere.', verbose_name='default')),
                        ('members', models.ManyToManyField(blank=True, related_name='desks', to=settings.AUTH_USER_MODEL, verbose_name='members')),
                    ],
                    options={
                        'verbose_name': 'desk',
                        'verbose_name_plural': 'desks',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='desk_default_is_one')],
                    },
                ),
                migrations.CreateModel(
                    name='ApiToken',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('digest', factcheck.models.fields.Sha256Field(editable=False, max_length=64, unique=True)),
                        ('hint', models.CharField(editable=False, max_length=12, verbose_name='begins with')),
                        ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None, verbose_name='scopes')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
                        ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires at')),
                        ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                        ('last_used_at', models.DateTimeField(editable=False, null=True, verbose_name='last used at')),
                    ],
                    options={
                        'verbose_name': 'API token',
                        'verbose_name_plural': 'API tokens',
                    },
                ),
            ],
        ),
    ]
