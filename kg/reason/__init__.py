"""What follows from the claims: the closure, contradictions, corroboration, and what a policy adopts."""

from kg.reason.adopt import POLICIES
from kg.reason.corroboration import Corroboration
from kg.reason.derive import Derived, derive
from kg.reason.world import World

__all__ = ["POLICIES", "Corroboration", "Derived", "World", "derive"]
