"""The post: alerts to organisations, confirmations and reminders to residents.

What is to be said waits in the database, written with what caused it; the postman carries it and
tries again. No letter tells a motive nor an organisation to anybody who opens it by mistake.
"""
