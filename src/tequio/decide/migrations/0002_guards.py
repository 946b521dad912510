from django.db import migrations

from tequio.decide.guards import lower_guards, raise_guards


class Migration(migrations.Migration):

    dependencies = [
        ('decide', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(raise_guards, lower_guards, elidable=False),
    ]
