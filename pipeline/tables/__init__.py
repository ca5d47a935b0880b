"""Tables: laid out, their columns told, their figures read; of known forms, of crosstabs, of nobody's."""
