"""The counsellor's console: a page of the browser, and what generates its types."""
