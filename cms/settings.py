"""Settings. Every variable read here is described in docs/settings.md."""

from pathlib import Path
from urllib.parse import urlsplit

import django
from whitenoise.compress import Compressor

from cms.env import Environment
from cms.mail import mail_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment.of(BASE_DIR)

# Where we are

DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO", "1")
PORT = env.number("PORT", 8000, lowest=1, highest=65535)
SITE_URL = env.origin("SITE_URL", f"http://127.0.0.1:{PORT}")
PROXIES = env.number("PROXIES", 0, lowest=0, highest=9)
VAR_DIR = env.folder("VAR_DIR", BASE_DIR / "var")
SECRET_KEY = env.secret("SECRET_KEY", kept_in=VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS",
    [urlsplit(SITE_URL).hostname or "", "localhost", "127.0.0.1", "[::1]"],
)
WEBSUB_HUB = env.address("WEBSUB_HUB")
IS_HTTPS = SITE_URL.startswith("https://")

# The application

INSTALLED_APPS = [
    "articles.apps.StaffSideConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "taggit",
    "js_asset",
    "django_prose_editor",
    "axes",
    "articles",
    "cms",
]
MIDDLEWARE = [
    "cms.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.caching.CachingMiddleware",
    "cms.sessions.IdleSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "articles.admin.posted.doors.PostedWordsMiddleware",
]
CSRF_FAILURE_VIEW = "articles.admin.posted.doors.token_is_stale"
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
if django.VERSION < (6, 0):
    FORMS_URLFIELD_ASSUME_HTTPS = True  # what later versions do by themselves
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TAGGIT_CASE_INSENSITIVE = True

# The database

DATABASES = {"default": env.database("DATABASE_URL", VAR_DIR / "db.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction takes the write lock when it begins: two writers wait for
        # each other instead of one of them failing half-way.
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA busy_timeout=20000; PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON"
        ),
    }
    # A file, because a live server's threads cannot share a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("de", "Deutsch"),
    ("pt", "Português"),
    ("ar", "العربية"),
    ("ru", "Русский"),
    ("zh-hans", "简体中文"),
]
FORMAT_MODULE_PATH = "cms.formats"
TIME_ZONE = "UTC"
USE_TZ = True

# Style files, scripts, pictures

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media" / "public"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What was uploaded, with all that a camera wrote into it: never served.
    "originals": {
        "BACKEND": "cms.media.PrivateStorage",
        "OPTIONS": {"location": VAR_DIR / "media" / "private"},
    },
    "staticfiles": {"BACKEND": "cms.staticfiles.HashedStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Brotli takes seconds over the editor's source map, which no visitor loads.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]

# What readers send us: how much of it, and from whom

CLIENT_ADDRESS = "cms.proxies.client_address"
COMPLAINTS_PER_VISITOR = env.number("COMPLAINTS_PER_VISITOR", 5, lowest=1, highest=1000)
COMPLAINTS_PER_HOUR = env.number("COMPLAINTS_PER_HOUR", 60, lowest=1, highest=100_000)

# People who sign in

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": (
            "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
        )
    },
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_CLIENT_IP_CALLABLE = CLIENT_ADDRESS
AXES_VERBOSE = False

# Sessions and cookies: readers never get one

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True  # scripts find the token in the form
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# What a browser is told

SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked for on this machine, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
# Hard to take back, and for the whole domain: whoever wants it asks the browsers' list.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# The style that the text editor (TipTap) puts into its page, computed again by
# tests/cms/test_headers.py.
ADMIN_STYLE_HASHES = ["sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA="]

# What a form may hold, pictures not counted: ten times the longest text we know. An
# Arabic letter is six bytes of it (cms.errors says so in words where it is too much).
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Mail

EMAIL_URL = env.text("EMAIL_URL", "console:")
MAIL_LEAVES = not EMAIL_URL.startswith("console:")
globals().update(mail_settings("EMAIL_URL", EMAIL_URL))

# Is everything well? What the first page of staff asks each time, and what the page of
# that name asks besides: functions that are given a report and return its lines.

WELL_AT_A_GLANCE = [
    "articles.editing.well.newsroom.mail",
    "cms.backups.memory.backups",
    "cms.well.disk",
    "cms.well.pictures",
]
WELL_CHECKS = [
    "articles.editing.well.newsroom.going_out",
    *WELL_AT_A_GLANCE,
    "cms.well.database",
    "cms.well.updates",
    "cms.well.clock",
]

# Logs

LOG_DIR = VAR_DIR / "logs"
LOG_DIR.mkdir(exist_ok=True)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "file": {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": LOG_DIR / "cms.log",
            "formatter": "line",
            "delay": True,
        },
    },
    "root": {"handlers": ["stderr", "file"], "level": "WARNING"},
    # A reader who mistypes an address is no event, nor a robot that tries out hosts:
    # both are answered, and neither may fill the log with tracebacks.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
