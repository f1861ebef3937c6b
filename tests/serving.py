"""A server for the tests, on the loopback interface: a client that hangs up is part of the tests, not a message."""

from __future__ import annotations

import http.server

__all__ = ["Quiet"]


class Quiet(http.server.ThreadingHTTPServer):
    """A server that says nothing of what fails: what it printed would be taken for what a command printed."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""
