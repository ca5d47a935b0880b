"""A form drafted from one report: what its appendix shows of codes, names, units and sums."""

from pipeline.drafting.draft import Draft, draft_form
from pipeline.drafting.printing import print_draft

__all__ = ["Draft", "draft_form", "print_draft"]
