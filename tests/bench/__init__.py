"""Speed and accuracy on invented reports, beside bare Tesseract and OCRmyPDF: `make bench`.

`python -m tests.bench --help` lists what else can be measured: wear that nothing was tuned on,
files from the world, and the repair of damaged text.
"""
