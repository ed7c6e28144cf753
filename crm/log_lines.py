"""What the log of the server leaves out."""

import logging

from django.core.exceptions import PermissionDenied


class ShortRefusals(logging.Filter):
    """Who asks for a page that is not theirs is one line: nothing is broken, so there is nothing to trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line; take the traceback of a refusal away."""
        if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
            record.exc_info = None
        return True
