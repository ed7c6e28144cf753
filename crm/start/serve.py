"""The last step of quickstart: a server on this machine."""

import errno
import importlib.util
import os
import socket
import sys
from typing import NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from crm.start import worker

HOST = "127.0.0.1"


def address(port: int) -> str:
    """What to type into a browser."""
    return f"http://{HOST}:{port}/"


def insist_on_free(port: int) -> None:
    """Raise CommandError, saying what to do, when nothing can be served on ``port``."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError(
                    f"Port {port} is taken: perhaps the CRM already runs at {address(port)}. "
                    f"Stop that program, or choose another port: --port {port + 1}"
                ) from error
            raise CommandError(f"Port {port} cannot be used: {error.strerror}.") from error


def serve(port: int) -> NoReturn:
    """Serve until stopped, with a worker beside; this process becomes the server.

    gunicorn with several workers, because Django's own development server is meant for one person at a time;
    where gunicorn does not run (Windows), that one after all.
    """
    if os.name == "nt" or importlib.util.find_spec("gunicorn") is None:
        worker.begin()
        call_command("runserver", f"{HOST}:{port}", use_reloader=False)
        sys.exit(0)
    os.environ.setdefault("CRM_WORKERS", "2")
    os.environ["CRM_WORKER_BESIDE"] = "on"
    os.environ["CRM_BIND"] = f"{HOST}:{port}"
    command = [sys.executable, "-m", "gunicorn", "-c", "python:crm.serving", "crm.wsgi"]
    sys.stdout.flush()
    os.chdir(settings.BASE_DIR)
    os.execv(command[0], command)
