"""Why a line of a bill costs what it costs, as steps with numbers that anybody can work out again."""

from pos.reports.why.of_bill import Explanation, explanation_of, explanations_of
from pos.reports.why.steps import STEPS, Meaning, Step

__all__ = ["STEPS", "Explanation", "Meaning", "Step", "explanation_of", "explanations_of"]
