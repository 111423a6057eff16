"""Settings, all from the environment (table of variables: docs/betrieb.md)."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from planspiel import csp, environment, stores

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(environment.text("VAR", "var")).resolve()
VAR.mkdir(parents=True, exist_ok=True)

# --- where data lives -----------------------------------------------------------------------------

REDIS_URL = environment.text("REDIS_URL")
DATABASES = {
    "default": stores.database(
        environment.text("DATABASE_URL"), VAR, pool_size=environment.number("DATABASE_POOL", 16)
    )
}
EMBEDDED = stores.is_embedded(DATABASES["default"])
CACHES = stores.caches(REDIS_URL)
CHANNEL_LAYERS = stores.channel_layers(REDIS_URL)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- addresses ------------------------------------------------------------------------------------

BASE_URL = environment.text("BASE_URL").rstrip("/")
HTTPS = urlsplit(BASE_URL).scheme == "https"
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []
CSRF_TRUSTED_ORIGINS += environment.words("CSRF_TRUSTED_ORIGINS")
# Without BASE_URL the server answers on every address of this machine: phones come by the number
# their network gave it, which changes with the room.
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or [
    (urlsplit(BASE_URL).hostname or "*") if BASE_URL else "*"
]
ADMIN_PATH = environment.text("ADMIN_PATH")

# --- secrets, cookies, headers --------------------------------------------------------------------

DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret_key(VAR, may_generate=EMBEDDED)
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")

_COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}planspiel-sitzung"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}planspiel-csrf"
LANGUAGE_COOKIE_NAME = f"{_COOKIE_PREFIX}planspiel-sprache"
SEAT_COOKIE_NAME = f"{_COOKIE_PREFIX}planspiel-platz"
SEAT_COOKIE_AGE = timedelta(days=60)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SEAT_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CONTENT_SECURITY_POLICY = csp.POLICY
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
BEHIND_PROXY = environment.flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Preloading binds a whole domain for years; that is for its owner to decide, not for one product.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- who may come in ------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "games"
LOGOUT_REDIRECT_URL = "login"
# The pair of name and address: one wrong colleague must not lock out a whole town hall.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "planspiel.login_brake.CacheHandler"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "games.views.login.locked_out"

# --- the application ------------------------------------------------------------------------------

INSTALLED_APPS = [
    "planspiel.apps.PlanspielConfig",
    "games.apps.GamesConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "planspiel.middleware.PrivateByDefault",
    "planspiel.statics.StaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "games.views.trouble.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
CSRF_FAILURE_VIEW = "games.views.trouble.csrf_failure"
ROOT_URLCONF = "planspiel.urls"
ASGI_APPLICATION = "planspiel.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "planspiel.folding.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LOCALE_PATHS = [BASE_DIR / "planspiel" / "locale"]
LANGUAGES = [("de", "Deutsch")]
# A language is offered once its catalogue exists, which `make check` then keeps complete: half a
# page of each would be worse than German alone.
if (LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.po").exists():
    LANGUAGES.append(("en", "English"))
TIME_ZONE = "Europe/Berlin"
USE_THOUSAND_SEPARATOR = True

# --- static files ---------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "planspiel.statics.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- log ------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # One line for each request would carry join codes and links into the log.
        "django.channels.server": {"level": "WARNING"},
        "daphne": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
    },
}
