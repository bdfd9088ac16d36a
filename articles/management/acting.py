"""Who a command acts for: whoever `--by` names, else the oldest active superuser."""

from django.contrib.auth import get_user_model
from django.core.management import CommandError


def add_by(parser):
    parser.add_argument(
        "--by",
        metavar="USER",
        help="the user name of whoever does this; without it, the oldest active "
        "superuser. What that person may not do, the command may not either",
    )


def acting(username):
    """Return the user. Raises CommandError where there is none."""
    users = get_user_model().objects.filter(is_active=True)
    if username is None:
        user = users.filter(is_superuser=True).order_by("date_joined", "pk").first()
        if user is None:
            raise CommandError(
                "There is no active superuser to do this. Make one with manage.py "
                "createsuperuser, or name somebody with --by."
            )
        return user
    try:
        return users.get(username=username)
    except get_user_model().DoesNotExist:
        raise CommandError(f"--by: nobody active is called “{username}”.") from None
