"""Articles that are here already are found by their identifiers too.

An address stands as it was posted: the canonical form of almost all. Where several articles have one address,
the newest has it from now on.
"""

from django.db import migrations

_EXTERNAL_IDS = """
    INSERT INTO factcheck_articleidentifier (article_id, kind, owner_id, value, key)
    SELECT id, 'external_id', owner_id,
        CASE WHEN redacted_at IS NULL THEN external_id ELSE '' END,
        CASE WHEN redacted_at IS NULL THEN encode(sha256(convert_to(external_id, 'UTF8')), 'hex') ELSE external_id END
    FROM factcheck_article WHERE external_id <> ''
"""
_ADDRESSES = """
    INSERT INTO factcheck_articleidentifier (article_id, kind, owner_id, value, key)
    SELECT DISTINCT ON (url) id, 'url', NULL, url, encode(sha256(convert_to(url, 'UTF8')), 'hex')
    FROM factcheck_article WHERE url <> '' ORDER BY url, id DESC
"""


class Migration(migrations.Migration):

    dependencies = [
        ('factcheck', '0004_arrivals'),
    ]

    operations = [
        migrations.RunSQL(_EXTERNAL_IDS, migrations.RunSQL.noop),
        migrations.RunSQL(_ADDRESSES, migrations.RunSQL.noop),
    ]
