"""Pattern files: read, checked, refused with all their faults at once."""

from pipeline.forms.loading import load_form, load_forms, read_fragments, read_unit_list

__all__ = ["load_form", "load_forms", "read_fragments", "read_unit_list"]
