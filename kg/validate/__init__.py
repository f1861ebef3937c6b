"""Validation against SHACL shapes: has a graph the form that the model demands, and if not, what is to be done?"""

from kg.validate.engine import CONSTRAINTS, ENGINES, SHAPES, validate, validate_file
from kg.validate.report import Report
from kg.validate.result import Result

__all__ = ["CONSTRAINTS", "ENGINES", "SHAPES", "Report", "Result", "validate", "validate_file"]
