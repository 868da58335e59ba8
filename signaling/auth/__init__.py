"""Who is there: accounts by passkey or password, and session; kiosks by their Ed25519 key.

- :mod:`.door`: sign in, sign out, whose token is it;
- :mod:`.second`: a passkey, an application's code, a code on paper;
- :mod:`.ways`: one's own ways in, added and removed; :mod:`.invitations`: one-time links;
- :mod:`.web`: the cookie, `require(request, role)`, where a request may come from;
- :mod:`.headers`: what every answer says to the browser;
- :mod:`.kiosks`: enrolment by a one-time code, proof of the key at each connection.
"""
