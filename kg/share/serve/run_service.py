"""Serving the entities of a dataset until interrupted."""

from __future__ import annotations

import ipaddress
from typing import TextIO

from kg.faults import fault, usage
from kg.share.link.ours import read_table
from kg.share.serve.server import Server

__all__ = ["serve"]


def serve(dataset: str, host: str, port: int, quiet: bool, err: TextIO) -> None:
    """Serve the entities of a dataset until interrupted.

    Args:
        dataset: The dataset.
        host: The address of an interface.
        port: The port; 0 for any that is free.
        quiet: Whether to say nothing about each request.
        err: Where to talk.

    Raises:
        FaultError: The dataset has not been built, or the port cannot be had.
    """
    if not 0 <= port < 65536:
        raise usage(f"there is no port {port}", "give one from 0 to 65535")
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise usage(f"'{host}' is no address of an interface", "write 127.0.0.1") from None
    table = read_table(dataset)
    tell = (lambda line: None) if quiet else lambda line: print(line, file=err)
    try:
        server = Server((str(address), port), table, tell=tell)
    except OSError as error:
        what = f"{address}, port {port}, cannot be had ({(error.strerror or str(error)).lower()})"
        raise fault("port", what, "give another --port, or end what uses it") from None
    if not address.is_loopback:
        print("whoever reaches this machine can ask this service; there is no access control", file=err)
    print(f"reconciliation service for {len(table.entries)} entities at {server.root}/reconcile", file=err, flush=True)
    with server:
        try:
            server.serve_forever(0.2)
        except KeyboardInterrupt:
            print("ended", file=err)
