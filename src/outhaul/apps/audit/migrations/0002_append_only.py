"""Let the database refuse to change events; find those of one person quickly."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from outhaul.apps.audit.append_only import TRIGGERS, UNDONE


def refuse(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in TRIGGERS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDONE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['scope', 'actor_id', '-number'], name='events_of_a_person'),
        ),
        migrations.RunPython(refuse, allow, elidable=False),
    ]
