"""Every game that was made before gets a workshop of its own, led by its owner."""

from django.db import migrations


def gather(apps, _schema_editor):
    Game = apps.get_model("games", "Game")
    Workshop = apps.get_model("games", "Workshop")
    Member = apps.get_model("games", "WorkshopMember")
    for game in Game.objects.filter(workshop__isnull=True).order_by("pk"):
        workshop = Workshop.objects.create(
            title=game.name, owner_id=game.owner_id, created_at=game.created_at
        )
        Member.objects.create(
            workshop=workshop, user_id=game.owner_id, role="lead", since=game.created_at
        )
        Game.objects.filter(pk=game.pk).update(workshop=workshop)


class Migration(migrations.Migration):

    dependencies = [
        ('games', '0014_workshop'),
    ]

    operations = [
        migrations.RunPython(gather, migrations.RunPython.noop),
    ]
