"""What people say after a round: two quick questions, and whom a team thinks to see through."""

from django.db import models

from games.enums import RecapQuestion


class RecapAnswer(models.Model):
    """One person's answer (1 to 5) to a question after a round; changeable while the phase lasts.

    It belongs to a seat, so that nobody answers twice. Screens show counts and means alone.
    """

    seat = models.ForeignKey("games.Seat", on_delete=models.CASCADE, related_name="recap_answers")
    round_number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=10, choices=[(q.value, q.value) for q in RecapQuestion])
    value = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ("round_number", "seat_id")
        constraints = (
            models.UniqueConstraint(
                fields=("seat", "round_number", "question"), name="one_answer_per_question"
            ),
            models.CheckConstraint(
                condition=models.Q(value__gte=1, value__lte=5), name="recap_answer_1_to_5"
            ),
        )

    def __str__(self) -> str:
        return f"{self.seat_id}/{self.round_number}/{self.question}"


class TeamGuess(models.Model):
    """A team's guess, after a round, at another team's goal; it counts in the next settlement."""

    team = models.ForeignKey("games.Team", on_delete=models.CASCADE, related_name="guesses")
    round_number = models.PositiveSmallIntegerField()
    town = models.SlugField()
    goal = models.SlugField()
    by = models.CharField(max_length=40)
    guessed_at = models.DateTimeField()

    class Meta:
        ordering = ("round_number", "team_id")
        constraints = (
            models.UniqueConstraint(fields=("team", "round_number"), name="one_guess_per_round"),
        )

    def __str__(self) -> str:
        return f"{self.team_id}/{self.round_number}"
