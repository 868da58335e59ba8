"""What happens to pages at the kiosk: from a scanned picture to a PDF, from a PDF to paper."""
