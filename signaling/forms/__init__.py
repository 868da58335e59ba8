"""The library of blank forms, and what people call their fields.

``NAME.pdf`` is a form, ``NAME.toml`` beside it the words for its fields. Those that come with the
product lie in ``library/``, a technician's in the folder of the setting ``forms_dir``.
The server opens none of the forms.
"""
