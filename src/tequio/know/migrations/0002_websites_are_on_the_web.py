from django.db import migrations, models
from django.db.models import Q

ON_THE_WEB = Q(website="") | Q(website__startswith="http://") | Q(website__startswith="https://")


def forget_others(apps, schema_editor):
    """What was brought in before nobody looked at its scheme opens no page; its record keeps the answer."""
    apps.get_model("know", "Actor").objects.exclude(ON_THE_WEB).update(website="")


class Migration(migrations.Migration):
    dependencies = [("know", "0001_initial")]

    operations = [
        migrations.RunPython(forget_others, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(condition=ON_THE_WEB, name="actor_website_on_the_web"),
        ),
    ]
