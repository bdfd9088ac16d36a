"""The project's settings, in a folder of their own and as fast as tests like it."""

import atexit
import os
import shutil
import tempfile

os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="newsroom-tests-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
for name in ("DEBUG", "DEMO", "PORT", "PROXIES", "SECRET_KEY", "SITE_URL"):
    os.environ[name] = ""  # neither .env nor the shell changes what is tested
for name in ("ALLOWED_HOSTS", "EMAIL_URL"):
    os.environ[name] = ""
os.environ.setdefault("DATABASE_URL", "")  # tools/postgres.sh sets it

# Playwright keeps an event loop running, which Django takes for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from cms.settings import *  # noqa: E402, F403
from cms.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

DATABASES["default"]["CONN_MAX_AGE"] = 0  # a live server's threads come and go
STATIC_ROOT.mkdir()
# Without collectstatic: files under their own names.
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
