"""Why a line of a bill costs what it costs, as steps with numbers that anybody can work out again."""

from pos.reports.why.of_bill import Explanation, explanations_of
from pos.reports.why.steps import STEPS, Meaning, Step

__all__ = ["STEPS", "Explanation", "Meaning", "Step", "explanations_of"]
