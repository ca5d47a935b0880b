"""How a workbook of ours is told from a report: by a document property that no person types.

It goes along when the workbook is copied, renamed, or edited and saved in Excel or LibreOffice. The
name of the file was the alternative: a copy is called `figures (2).xlsx`, and a report may be
called figures.xlsx as well.
"""

PROPERTY, VALUE = "solieu", "figures"
PART = "docProps/custom.xml"  # of the package, where such properties stand
SIGN = f'name="{PROPERTY}"'.encode()  # in that part, whoever saved it last
