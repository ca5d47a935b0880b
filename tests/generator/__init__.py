"""Invented reports of communes that do not exist, on paper as worn as the real ones.

    report = compose.make_report(7, period_kind="quarter", contradictions=("rate",))
    pdf = draw.draw_pdf(report, style.choose_style(7))
    images = wear.scan_pages(pdf, "medium", seed=7)
    scan = paper.scan_pdf(images, 200, layer="eng")
    text = dump.dump_text(images, "eng")
    truth.write_truth(report, path)

Everything follows from the seed; dumps and junk layers depend on the Tesseract that is installed.
"""
