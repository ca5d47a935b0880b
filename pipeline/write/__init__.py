"""Reports to files: tidy CSVs, a workbook, a data package."""
