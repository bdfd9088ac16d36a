"""A session ends twelve hours after the last thing done in the admin."""

import time

from django.contrib.sessions.middleware import SessionMiddleware

from cms.headers import is_for_staff

RENEW_AFTER_SECONDS = 10 * 60
RENEWED_AT = "renewed_at"


class IdleSessionMiddleware(SessionMiddleware):
    """Renews a session under /admin/ only: public pages never set a cookie.

    (SESSION_SAVE_EVERY_REQUEST would write and set one on every page.)
    """

    def process_request(self, request):
        super().process_request(request)
        session = request.session
        if not is_for_staff(request) or session.is_empty():
            return
        # Once in a while is enough, and spares the database a write a request.
        if time.time() - session.get(RENEWED_AT, 0) > RENEW_AFTER_SECONDS:
            session[RENEWED_AT] = time.time()
