"""Accounts of facilitators. Participants have none."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from games.errors import Illegal
from games.models import Game
from games.services.poke import NO_CHANGE, poke

PASSWORD_BYTES = 12
USERNAME_SIGNS = 150


@dataclass(frozen=True, slots=True)
class Account:
    """A facilitator's account; ``password`` is known only right after it was made or set."""

    user_id: int
    username: str
    password: str | None


def create_facilitator(*, username: str, password: str = "") -> Account:
    """Make an account; without a password a random one is drawn.

    Raises Illegal("username_taken") and Illegal("username_invalid").
    """
    if not username.strip() or len(username) > USERNAME_SIGNS:
        raise Illegal("username_invalid", username=username, limit=USERNAME_SIGNS)
    secret = password or secrets.token_urlsafe(PASSWORD_BYTES)
    try:
        with transaction.atomic():
            user = get_user_model().objects.create_user(username, password=secret)
    except IntegrityError:
        raise Illegal("username_taken", username=username) from None
    return Account(user.pk, user.get_username(), secret)


def create_guest_facilitator(prefix: str = "leitung") -> Account:
    """Make an account with a random name and password, for one demo game or rehearsal."""
    return create_facilitator(username=f"{prefix}-{secrets.token_hex(3)}")


def signed_out(user_id: int) -> None:
    """Have the screens of the account's games ask anew who may look; called after a sign-out."""
    games = Game.objects.filter(workshop__members__user_id=user_id)
    for game_id in games.values_list("pk", flat=True):
        poke(game_id, None, NO_CHANGE)


def discard(account: Account) -> None:
    """Remove an account for which no game came about."""
    get_user_model().objects.filter(pk=account.user_id).delete()


def find_facilitator(username: str) -> Account:
    """The account with this name, without its password. Raises Illegal("unknown_facilitator")."""
    user = get_user_model().objects.filter(username=username, is_active=True).first()
    if user is None:
        raise Illegal("unknown_facilitator", username=username)
    return Account(user.pk, user.get_username(), None)
