"""The administrator's pages: kiosks, accounts, places, journal. They show no resident."""
