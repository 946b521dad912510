from django.db import migrations

from tequio.ground.ledger.guards import lower_guards, raise_guards


class Migration(migrations.Migration):

    dependencies = [
        ('ground', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(raise_guards, lower_guards, elidable=False),
    ]
