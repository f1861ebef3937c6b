"""The checks that need the text of the documents at hand: do the claims say what their passages say?"""

from kg.verify.run import run

__all__ = ["run"]
