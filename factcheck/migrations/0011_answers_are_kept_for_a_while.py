import django.contrib.postgres.fields
from django.db import migrations, models

#: Answers go on to be found. The payloads that held them stay, as all payloads do; a take-down blanks them too.
_TAKE_ALONG = """
    UPDATE factcheck_idempotencyrecord AS record
    SET answer = payload.body, article_ids = payload.article_ids
    FROM factcheck_payload AS payload
    WHERE payload.id = record.payload_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('factcheck', '0010_archive_behind_live'),
    ]

    operations = [
        migrations.RenameField('idempotencyrecord', 'answer', 'payload'),
        migrations.AddField(
            model_name='idempotencyrecord',
            name='answer',
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name='idempotencyrecord',
            name='article_ids',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None),
        ),
        migrations.RunSQL(_TAKE_ALONG, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='idempotencyrecord',
            name='payload',
        ),
        migrations.AddIndex(
            model_name='idempotencyrecord',
            index=models.Index(fields=['created_at'], name='idempotency_oldest_first'),
        ),
    ]
