"""Talking to SPARQL endpoints over HTTP: requests that end, credentials that do not leak, stores by their addresses."""
