"""Files to pages: text dumps, digital PDFs, scans."""
