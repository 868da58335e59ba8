"""Pages rendered by the server, in French, that work without JavaScript.

What the rooms of this house share: templates, words, forms, live updates, the way in and out.
The pages themselves are `secretariat`, `host` and `admin`.
"""
