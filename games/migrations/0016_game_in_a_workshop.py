import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('games', '0015_workshop_of_each_game'),
    ]

    operations = [
        migrations.AlterField(
            model_name='game',
            name='workshop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='games', to='games.workshop'),
        ),
    ]
