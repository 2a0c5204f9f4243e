"""The entry of a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outhaul.project.settings")
application = get_wsgi_application()

from outhaul.web.warming import warm_up  # noqa: E402 -- Django must be set up

warm_up()
