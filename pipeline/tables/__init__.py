"""Tables: laid out, their columns told, their figures read; of forms, of crosstabs, of nobody's."""
